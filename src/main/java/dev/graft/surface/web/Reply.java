package dev.graft.surface.web;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.function.Consumer;

/// What a page answers.
sealed interface Reply {
    record Html(int status, String body) implements Reply {}

    /// After a form: the browser asks for the page anew, and going back or reloading does nothing twice.
    record SeeOther(String location) implements Reply {}

    /// @param template writes the page; whatever it is given is escaped for the place where it stands
    static Html html(int status, Consumer<HtmlTemplateOutput> template) {
        var text = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(text));
        return new Html(status, text.toString());
    }

    static Html html(Consumer<HtmlTemplateOutput> template) {
        return html(200, template);
    }
}
