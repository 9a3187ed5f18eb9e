package dev.graft.sandbox.pagertree;

/// The frame of the sandbox's pages. Everything that is not markup of ours goes through `text`.
final class Html {
    static final String STYLE = """
            :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
            body { max-width: 68rem; margin: 0 auto; padding: 1rem; }
            header { display: flex; gap: 1.2rem; align-items: baseline; flex-wrap: wrap; border-bottom: 1px solid #8886; }
            h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin-top: 1.6rem; }
            table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; }
            td, th { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
            form { display: inline; } form.stacked label { display: block; margin: .5rem 0; }
            button, input, select { font: inherit; } button { padding: .1rem .6rem; }
            pre { overflow-x: auto; background: #8882; padding: .6rem; }
            .status { font-weight: 600; } .dropped { color: #c33; } .acknowledged { color: #b70; }
            .resolved { color: #292; } .quiet { opacity: .7; } .problem { color: #c33; }
            """;

    private Html() {}

    static String text(Object value) {
        var text = value.toString();
        var escaped = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            switch (next) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(next);
            }
        }
        return escaped.toString();
    }

    /// @param refreshes every five seconds; not for pages with a form to fill in
    static String page(String title, boolean refreshes, String content) {
        return page(title, title, refreshes ? "<meta http-equiv=\"refresh\" content=\"5\">\n" : "", content);
    }

    /// @param title for the browser's tab
    /// @param head more markup for the page's head
    static String page(String title, String heading, String head, String content) {
        return """
               <!doctype html>
               <html lang="en">
               <head>
               <meta charset="utf-8">
               <meta name="viewport" content="width=device-width, initial-scale=1">
               <title>%s – sandbox PagerTree</title>
               <link rel="stylesheet" href="/style.css">
               %s
               </head>
               <body>
               <header>
               <strong>Sandbox PagerTree</strong>
               <a href="/">Alerts</a> <a href="/new">New alert</a> <a href="/phones">Phones</a>
               <a href="/scenarios">Scenarios</a> <a href="/teams">Teams</a> <a href="/deliveries">Webhook deliveries</a> <a href="/faults">Faults</a>
               </header>
               <main>
               <h1>%s</h1>
               %s
               </main>
               </body>
               </html>
               """.formatted(text(title), head, text(heading), content);
    }

    /// A form that is nothing but a button.
    ///
    /// @param hidden names and values in turn
    static String button(String action, String label, boolean isEnabled, String... hidden) {
        var form = new StringBuilder("<form method=\"post\" action=\"%s\">".formatted(text(action)));
        for (int at = 0; at + 1 < hidden.length; at += 2) {
            form.append("<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                    .formatted(text(hidden[at]), text(hidden[at + 1])));
        }
        return form.append("<button%s>%s</button></form> ".formatted(isEnabled ? "" : " disabled", text(label)))
                .toString();
    }
}
