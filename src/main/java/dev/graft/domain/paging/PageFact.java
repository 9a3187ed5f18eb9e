package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.workspace.Actor;
import dev.graft.platform.journal.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What happened to a page, or to another alert of the partner that is linked to an incident. Each is one line on the
/// incident's timeline; none of them triggers an alert workflow.
public sealed interface PageFact extends Fact {
    @Override
    default UUID subject() {
        return switch (this) {
            case Requested fact -> fact.page().value();
            case Accepted fact -> fact.page().value();
            case NotSent fact -> fact.page().value();
            case Cancelled fact -> fact.page().value();
            case Heard fact -> fact.page().value();
            case Doubled fact -> fact.page().value();
            case LeftAlone fact -> fact.alert().value();
            case LinkedNotChanged fact -> UUID.fromString(fact.effect());
        };
    }

    /// Empty for a page that belongs to no incident.
    Optional<IncidentId> incident();

    /// The line, for people.
    String words();

    /// Who did it, as the timeline names them.
    Actor actor();

    Instant at();

    /// What makes the line stand once.
    String cause();

    record Requested(
            PageId page, Optional<IncidentId> incident, List<Destination> to, String why, Actor actor, Instant at)
            implements PageFact {
        @Override
        public String words() {
            return "Paging " + names(to) + " (" + why + ")";
        }

        @Override
        public String cause() {
            return "page " + page + " requested";
        }
    }

    /// The partner has it: people are being woken.
    ///
    /// @param how in words, where it was not the plain answer to the plain call
    record Accepted(PageId page, Optional<IncidentId> incident, List<Destination> to, String how, Instant at)
            implements PageFact {
        @Override
        public String words() {
            return "PagerTree accepted the page to " + names(to) + (how.isEmpty() ? "" : ", " + how);
        }

        @Override
        public Actor actor() {
            return PAGERTREE;
        }

        @Override
        public String cause() {
            return "page " + page + " accepted";
        }
    }

    /// It will not be sent: refused, or given up.
    record NotSent(PageId page, Optional<IncidentId> incident, List<Destination> to, String why, Instant at)
            implements PageFact {
        @Override
        public String words() {
            return "The page to " + names(to) + " was not sent: " + why;
        }

        @Override
        public Actor actor() {
            return new Actor.Graft();
        }

        @Override
        public String cause() {
            return "page " + page + " not sent";
        }
    }

    /// No longer wanted, and never sent.
    record Cancelled(PageId page, Optional<IncidentId> incident, List<Destination> to, String why, Instant at)
            implements PageFact {
        @Override
        public String words() {
            return "The page to " + names(to) + " was cancelled before it was sent: " + why;
        }

        @Override
        public Actor actor() {
            return new Actor.Graft();
        }

        @Override
        public String cause() {
            return "page " + page + " cancelled";
        }
    }

    /// Something that the partner told us about its alert.
    ///
    /// @param report the digest of the report, which makes it happen once
    /// @param by as the partner names them
    /// @param after since the page was asked for
    record Heard(
            PageId page,
            Optional<IncidentId> incident,
            News news,
            Optional<String> by,
            Duration after,
            String report,
            Instant at)
            implements PageFact {
        @Override
        public String words() {
            var who = by.map(name -> " by " + name).orElse("");
            return switch (news) {
                case ACKNOWLEDGED -> "Page acknowledged" + who + " after " + inWords(after);
                case TIMED_OUT -> "Page timed out: nobody of that layer answered; PagerTree escalates";
                case REJECTED -> "Page rejected" + who;
                case DROPPED -> "PagerTree dropped the page: nobody is being paged any more";
                case HANDED_OFF -> "Page handed off" + who;
                case REOPENED -> "The page is open again";
                case RESOLVED -> "Page resolved in PagerTree" + who;
            };
        }

        @Override
        public Actor actor() {
            return PAGERTREE;
        }

        @Override
        public String cause() {
            return "page " + page + " " + news.name().toLowerCase(Locale.ROOT) + " " + report;
        }
    }

    enum News {
        ACKNOWLEDGED,
        TIMED_OUT,
        REJECTED,
        DROPPED,
        HANDED_OFF,
        REOPENED,
        RESOLVED
    }

    /// The partner holds two alerts for one page: an attempt of unknown outcome had reached it after all.
    record Doubled(PageId page, Optional<IncidentId> incident, String secondAlert, Instant at) implements PageFact {
        @Override
        public String words() {
            return "PagerTree holds a second alert for this page (" + secondAlert
                    + "); both are linked and will be resolved together";
        }

        @Override
        public Actor actor() {
            return new Actor.Graft();
        }

        @Override
        public String cause() {
            return "page " + page + " doubled " + secondAlert;
        }
    }

    /// A linked alert was not resolved with this incident, because it also belongs to others that are not over.
    ///
    /// @param requestKey of the request that would have resolved it
    record LeftAlone(
            IncidentId ofIncident, AlertId alert, String alertName, List<String> others, String requestKey, Instant at)
            implements PageFact {
        @Override
        public Optional<IncidentId> incident() {
            return Optional.of(ofIncident);
        }

        @Override
        public String words() {
            return alertName + " was left as it is in PagerTree: it also belongs to " + String.join(", ", others);
        }

        @Override
        public Actor actor() {
            return new Actor.Graft();
        }

        @Override
        public String cause() {
            return "left alone " + alert + " " + requestKey;
        }
    }

    /// The partner finally refused to resolve or acknowledge a linked alert or a page.
    record LinkedNotChanged(Optional<IncidentId> incident, String what, String why, String effect, Instant at)
            implements PageFact {
        @Override
        public String words() {
            return "PagerTree did not " + what + ": " + why;
        }

        @Override
        public Actor actor() {
            return new Actor.Graft();
        }

        @Override
        public String cause() {
            return "effect " + effect + " refused";
        }
    }

    Actor PAGERTREE = new Actor.Partner("PagerTree");

    private static String names(List<Destination> destinations) {
        return destinations.stream().map(Destination::name).collect(Collectors.joining(", "));
    }

    private static String inWords(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        if (seconds < 90) {
            return seconds + " s";
        }
        return duration.toMinutes() < 120 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
