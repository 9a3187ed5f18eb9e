/// The web console: server-rendered pages for people, fast on a cold phone at three in the morning.
///
/// Its door is `WebSurface`. Each `…Routes` asks the domain's doors and hands a view (a record of words, looks and
/// links) to a template under `resources/dev/graft/templates`; templates decide nothing. `WebRouting` is the one place
/// that knows who visits, checks that a form came from our own page, and makes a refusal into a page.
@NullMarked
package dev.graft.surface.web;

import org.jspecify.annotations.NullMarked;
