/// An alert: something that a partner's system says is wrong, folded from the set of reports about it.
///
/// Its door is `Alerts`. `AlertFold` says what a set of reports means, `AlertRules` what follows from a new one, both
/// pure. How a partner's bytes become an `AlertReport` is the partner's business; what a transition sets in motion is
/// `Reactions`'.
@NullMarked
package dev.graft.domain.alert;

import org.jspecify.annotations.NullMarked;
