package dev.graft.sandbox.pagertree;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The phones as markup: all of them, one alone, and the question to whom to hand an alert.
final class PhonePages {
    /// Of each kind on a phone among others; its own page has more.
    private static final int SHOWN_AMONG_OTHERS = 2;

    /// Nobody reads further, and a storm should not make the page heavy.
    private static final int SHOWN_ALONE = 50;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHORT_TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String BELL = """
            <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2a1.6 1.6 0 0 0-1.6 1.6v.6A6.5 6.5 0 0 0
            5.5 10.5V15l-1.9 2.6c-.4.6 0 1.4.7 1.4h15.4c.7 0 1.1-.8.7-1.4L18.5 15v-4.5a6.5 6.5 0 0
            0-4.9-6.3v-.6A1.6 1.6 0 0 0 12 2zm-2.4 18.3a2.5 2.5 0 0 0 4.8 0z"/></svg>
            """;
    private static final String TICK = """
            <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M9.6 18.6 3.4 12.4l2-2 4.2 4.2 9-9 2
            2z"/></svg>
            """;
    private static final String MOON = """
            <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M20.4 14.6A8.7 8.7 0 0 1 9.4 3.6a8.7 8.7 0
            1 0 11 11z"/></svg>
            """;

    private static final String NOTE = """
            <p class="muted">These are nobody's real phones: this is the sandbox. A button acts as the person whose phone it
            is on. In PagerTree a member may acknowledge and reject; resolving takes an admin, so that button acts as one.</p>
            """;

    private final Directory directory;
    private final ScenarioPages scenarios;

    PhonePages(Directory directory, ScenarioPages scenarios) {
        this.directory = directory;
        this.scenarios = scenarios;
    }

    String all(List<Phone> phones, Instant now) {
        var ringing = phones.stream().filter(Phone::rings).toList();
        var shown = phones.stream()
                .filter(phone -> phone.isOnCall() || phone.rings())
                .toList();
        var content = summary(ringing)
                + scenarios.strip()
                + unmanned()
                + "<div class=\"phones\">"
                + shown.stream()
                        .map(phone -> phone(phone, now, SHOWN_AMONG_OTHERS))
                        .collect(Collectors.joining())
                + "</div>"
                + offCall(
                        phones.stream().filter(phone -> !shown.contains(phone)).toList())
                + NOTE;
        return LivePage.of(ringing.isEmpty() ? "Phones" : ringing.size() + " ringing · Phones", "Phones", content);
    }

    String one(Phone phone, Instant now) {
        var name = phone.person().name();
        var content = "<p><a href=\"/phones\">All phones</a></p>" + scenarios.strip() + "<div class=\"phones alone\">"
                + phone(phone, now, SHOWN_ALONE) + "</div>" + NOTE;
        return LivePage.of((phone.rings() ? "Ringing · " : "") + name, name + "’s phone", content);
    }

    private String summary(List<Phone> ringing) {
        var words = ringing.isEmpty()
                ? "<strong>No phone rings.</strong>"
                : "<strong>%s:</strong> %s"
                        .formatted(
                                ringing.size() == 1 ? "1 phone rings" : ringing.size() + " phones ring",
                                ringing.stream()
                                        .map(phone -> "<a href=\"#%s\">%s</a>"
                                                .formatted(
                                                        anchor(phone.person()),
                                                        Html.text(phone.person().name())))
                                        .collect(Collectors.joining(", ")));
        return "<p id=\"summary\" class=\"summary%s\" role=\"status\" data-part>%s %s</p>"
                .formatted(ringing.isEmpty() ? "" : " rings", ringing.isEmpty() ? MOON : BELL, words);
    }

    /// Teams whose alerts would be dropped at once.
    private String unmanned() {
        var names = directory.teams().stream()
                .filter(team -> team.layersOnCall().isEmpty())
                .map(team -> Html.text(team.name()))
                .collect(Collectors.joining(", "));
        return "<p id=\"unmanned\" class=\"unmanned\" data-part>%s</p>"
                .formatted(
                        names.isEmpty()
                                ? ""
                                : "<strong>Nobody is on call: %s.</strong> Alerts for it are dropped at once."
                                                .formatted(names)
                                        + " <a href=\"/teams\">Teams</a>");
    }

    private String phone(Phone phone, Instant now, int most) {
        var person = phone.person();
        var from = most == SHOWN_ALONE ? "?from=one" : "";
        var ringing = phone.ringing().stream()
                .limit(most)
                .map(call -> call(call, person, now, from))
                .collect(Collectors.joining());
        var held = phone.held().stream()
                .limit(most)
                .map(one -> held(one, person, now, from))
                .collect(Collectors.joining());
        return """
               <article class="phone%s" id="%s" aria-labelledby="%s-name" data-part>
               <p class="bar"><span data-tick>%s UTC</span><span>sandbox</span></p>
               <h2 id="%s-name"><a href="/phones/%s">%s</a></h2>
               <p class="duty">%s</p>
               %s
               <ul class="calls">%s%s</ul>
               %s
               </article>
               """.formatted(
                        phone.rings() ? " rings" : phone.held().isEmpty() ? " idle" : "",
                        anchor(person),
                        anchor(person),
                        SHORT_TIME.format(now),
                        anchor(person),
                        Html.text(person.accountUser().prefixId()),
                        Html.text(person.name()),
                        Html.text(duties(phone)),
                        says(phone),
                        ringing,
                        held,
                        more(phone, most));
    }

    private static String says(Phone phone) {
        if (phone.rings()) {
            int count = phone.ringing().size();
            return "<p class=\"says\">%s Ringing: %s</p>".formatted(BELL, count == 1 ? "1 alert" : count + " alerts");
        }
        return phone.held().isEmpty()
                ? "<p class=\"says\">%s Quiet</p>".formatted(MOON)
                : "<p class=\"says\">%s Acknowledged</p>".formatted(TICK);
    }

    private static String more(Phone phone, int most) {
        int hidden = Math.max(0, phone.ringing().size() - most)
                + Math.max(0, phone.held().size() - most);
        if (hidden == 0) {
            return "";
        }
        return most == SHOWN_ALONE
                ? "<p class=\"more\"><a href=\"/\">%d more among the alerts</a></p>".formatted(hidden)
                : "<p class=\"more\"><a href=\"/phones/%s\">%d more</a></p>"
                        .formatted(Html.text(phone.person().accountUser().prefixId()), hidden);
    }

    private String call(Phone.Call call, Person person, Instant now, String from) {
        var path = deedPath(person, call.alert());
        var title = call.alert().content().title();
        var round = call.round() == 0 ? "" : ", round " + (call.round() + 1);
        return """
               <li class="call">
               %s
               <p class="facts">%s</p>
               <p class="facts">Rings for <span data-tick>%s</span>, since %s<br>Layer ends in <span data-tick>%s</span></p>
               <div class="deeds">%s%s%s%s</div>
               </li>
               """.formatted(
                heading(call.alert()),
                Html.text(
                        switch (call.through().kind()) {
                            case TEAM ->
                                "%s, layer %d of %d%s"
                                        .formatted(name(call.through()), call.layer() + 1, call.layers(), round);
                            case PERSON -> "Addressed directly";
                        }),
                Spans.words(Duration.between(call.since(), now)),
                TIME.format(call.since()),
                Spans.words(Duration.between(now, call.until())),
                ScenarioPages.deed(path + "acknowledge" + from, "Acknowledge", title, "main"),
                ScenarioPages.deed(path + "reject" + from, "Reject", title, ""),
                handOffLink(path + "handoff" + from, title),
                ScenarioPages.deed(path + "resolve" + from, resolveLabel(person), title, ""));
    }

    private String held(Phone.Held held, Person person, Instant now, String from) {
        var path = deedPath(person, held.alert());
        var title = held.alert().content().title();
        return """
               <li class="call held">
               %s
               <p class="facts">%s · acknowledged <span data-tick>%s</span> ago</p>
               <div class="deeds">%s%s</div>
               </li>
               """.formatted(
                        heading(held.alert()),
                        Html.text(name(held.through())),
                        Spans.words(Duration.between(held.since(), now)),
                        handOffLink(path + "handoff" + from, title),
                        ScenarioPages.deed(path + "resolve" + from, resolveLabel(person), title, ""));
    }

    /// The urgency as a word and as bars, so that colour is never needed to tell.
    private static String heading(Alert alert) {
        var urgency = alert.content().urgency();
        var bars = new StringBuilder();
        int bar = 0;
        for (var level : EnumSet.range(Urgency.LOW, Urgency.CRITICAL)) {
            bar++;
            bars.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"4\" height=\"%d\"/>"
                    .formatted(level.compareTo(urgency) <= 0 ? "full" : "empty", bar * 6 - 6, 16 - bar * 4, bar * 4));
        }
        return """
               <p class="urgency %s"><svg class="bars" viewBox="0 0 22 16" aria-hidden="true">%s</svg> %s</p>
               <h3><a href="/alerts/%s">%s</a></h3>
               """.formatted(
                        urgency.word(),
                        bars,
                        urgency.word(),
                        Html.text(alert.identity().prefixId()),
                        Html.text(alert.content().title()));
    }

    private static String handOffLink(String path, String title) {
        return "<a class=\"deed\" href=\"%s\">Hand off… <span class=\"unseen\">%s</span></a>"
                .formatted(Html.text(path), Html.text(title));
    }

    private static String resolveLabel(Person person) {
        return person.isAdmin() ? "Resolve" : "Resolve as admin";
    }

    private String offCall(List<Phone> phones) {
        var rows = phones.stream()
                .map(phone -> "<li><a href=\"/phones/%s\">%s</a>%s</li>"
                        .formatted(
                                Html.text(phone.person().accountUser().prefixId()),
                                Html.text(phone.person().name()),
                                phone.held().isEmpty()
                                        ? ""
                                        : " has acknowledged " + phone.held().size()))
                .collect(Collectors.joining());
        return "<section class=\"off\" id=\"off\" data-part>%s</section>"
                .formatted(rows.isEmpty() ? "" : "<h2>Not on call</h2><ul>" + rows + "</ul>");
    }

    private static String duties(Phone phone) {
        return phone.isOnCall()
                ? "On call: "
                        + phone.duties().stream()
                                .map(duty ->
                                        "%s, layer %d".formatted(duty.team().name(), duty.layer() + 1))
                                .collect(Collectors.joining(" · "))
                : "Not on call";
    }

    /// A form of its own, on a page that stands still, so that nothing half filled in is ever lost.
    String toWhom(Person person, Alert alert, String from) {
        var teams = directory.teams().stream()
                .map(team -> choice(
                        team.identity().prefixId(),
                        team.name(),
                        team.layersOnCall().isEmpty()
                                ? "nobody is on call: it would be dropped"
                                : "rings "
                                        + team.layersOnCall().getFirst().people().stream()
                                                .map(one -> name(Destination.person(one)))
                                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
        var people = directory.people().stream()
                .filter(one -> !one.equals(person))
                .map(one -> choice(one.accountUser().prefixId(), one.name(), ""))
                .collect(Collectors.joining());
        return LivePage.still("Hand off", """
               <p>%s hands on: <strong>%s</strong> <span class="muted">(%s)</span></p>
               <form class="choose" method="post" action="%shandoff%s">
               <fieldset><legend>To a team</legend>%s</fieldset>
               <fieldset><legend>To a person</legend>%s</fieldset>
               <div class="deeds"><button class="main">Hand off</button> <a class="deed" href="/phones">Not now</a></div>
               </form>
               """.formatted(
                        Html.text(person.name()),
                        Html.text(alert.content().title()),
                        alert.status().word(),
                        Html.text(deedPath(person, alert)),
                        from,
                        teams,
                        people));
    }

    private static String choice(String id, String name, String what) {
        return """
               <label><input type="radio" name="to" value="%s" required><span>%s <small>%s</small></span></label>
               """.formatted(Html.text(id), Html.text(name), Html.text(what));
    }

    private String name(Destination destination) {
        return switch (destination.kind()) {
            case TEAM -> directory.findTeam(destination.id()).map(Team::name).orElse("a team that is gone");
            case PERSON ->
                directory.findPerson(destination.id()).map(Person::name).orElse("somebody who is gone");
        };
    }

    private static String deedPath(Person person, Alert alert) {
        return "/phones/%s/alerts/%s/"
                .formatted(person.accountUser().prefixId(), alert.identity().prefixId());
    }

    private static String anchor(Person person) {
        return Html.text("phone-" + person.accountUser().prefixId());
    }
}
