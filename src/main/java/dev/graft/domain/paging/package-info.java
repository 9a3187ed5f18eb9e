/// Pages: our requests that somebody is woken, what became of each, and everything else that we ask of the paging
/// partner (resolve, acknowledge, read).
///
/// Its door is `Pages`; `CoverRules` says who still has to be woken, and `Effects` carries out what was asked, with the
/// request committed before the call. How the partner is spoken to is the partner's business, behind `Pager`.
@NullMarked
package dev.graft.domain.paging;

import org.jspecify.annotations.NullMarked;
