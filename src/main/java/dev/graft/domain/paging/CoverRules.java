package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whom an incident still has to wake. Nobody is woken twice for one thing, and nobody is left asleep because a link
/// exists: in doubt, somebody is woken.
public final class CoverRules {
    private CoverRules() {}

    /// What the decision is made from.
    ///
    /// @param notConnected why no page can go out, in words; empty when it can
    /// @param asked those that the request names; it is then about them, and not about the incident's teams
    /// @param teams the incident's
    /// @param fallback the default destination
    /// @param linked the partner's alerts that belong to the incident: those that came in, and our own pages
    public record Question(
            Phase phase,
            Optional<String> notConnected,
            List<Destination> asked,
            List<TeamToWake> teams,
            Optional<Destination> fallback,
            List<LinkedAlert> linked,
            Aliases aliases) {}

    public enum Phase {
        IN_TRIAGE,
        GOING_ON,
        OVER
    }

    /// @param partnerId the partner's team for this one; empty where nobody has said which it is
    public record TeamToWake(String name, Optional<String> partnerId) {}

    /// An alert at the partner that belongs to the incident.
    ///
    /// @param name as people call it: `ALT12`
    /// @param isSilent the partner pages nobody for it: suppressed, merged into another, or of urgency `silent`
    /// @param destinations the ids of everybody to whom it is addressed, as last stated
    /// @param assignedTeam the id of the team that it is assigned to
    public record LinkedAlert(
            String name, AlertState state, boolean isSilent, List<String> destinations, Optional<String> assignedTeam) {
        /// It wakes somebody, or somebody whom it woke is at work.
        boolean isLive() {
            var isUnderWay = switch (state) {
                case TRIGGERED, ACKNOWLEDGED -> true;
                case DROPPED, RESOLVED -> false;
            };
            return isUnderWay && !isSilent && (!destinations.isEmpty() || assignedTeam.isPresent());
        }

        /// A user or a router covers a team only by way of the team that the alert is assigned to.
        boolean covers(Destination destination, Aliases aliases) {
            var wanted = aliases.canonical(destination.id());
            var isAddressed = destinations.stream().map(aliases::canonical).anyMatch(wanted::equals);
            var isAssigned = destination.kind() == Destination.Kind.TEAM
                    && assignedTeam.map(aliases::canonical).equals(Optional.of(wanted));
            return isLive() && (isAddressed || isAssigned);
        }
    }

    /// @param toPage each once, however many teams share it
    public record Decided(List<Destination> toPage, List<PageDecision> decisions) {
        public Decided {
            toPage = List.copyOf(toPage);
            decisions = List.copyOf(decisions);
        }
    }

    public static Decided decide(Question question) {
        return switch (question.phase()) {
            case IN_TRIAGE -> nobody(question, "the incident is in triage; it pages when it starts");
            case OVER -> nobody(question, "the incident is over");
            case GOING_ON ->
                question.notConnected().isPresent()
                        ? unable(question, question.notConnected().get())
                        : whileItGoesOn(question);
        };
    }

    private static Decided nobody(Question question, String why) {
        return new Decided(
                List.of(),
                names(question).stream()
                        .<PageDecision>map(name -> new PageDecision.NotNeeded(name, why))
                        .toList());
    }

    private static Decided unable(Question question, String because) {
        return new Decided(
                List.of(),
                names(question).stream()
                        .<PageDecision>map(name -> new PageDecision.NotPaged(name, because))
                        .toList());
    }

    private static Decided whileItGoesOn(Question question) {
        var decisions = new ArrayList<PageDecision>();
        if (!question.asked().isEmpty()) {
            question.asked().forEach(asked -> decisions.add(wakeUnlessCovered(asked.name(), asked, question)));
            return decided(decisions, question.aliases());
        }
        for (var team : question.teams()) {
            decisions.add(team.partnerId()
                    .map(id -> wakeUnlessCovered(team.name(), Destination.team(id, team.name()), question))
                    .orElseGet(() -> new PageDecision.NotPaged(
                            team.name(), "it has no PagerTree team; choose one on the page Integrations")));
        }
        if (question.teams().stream().allMatch(team -> team.partnerId().isEmpty())) {
            decisions.add(standIn(question));
        }
        return decided(decisions, question.aliases());
    }

    private static PageDecision wakeUnlessCovered(String name, Destination destination, Question question) {
        var covering = question.linked().stream()
                .filter(alert -> alert.covers(destination, question.aliases()))
                .map(LinkedAlert::name)
                .toList();
        return covering.isEmpty()
                ? new PageDecision.Paged(name, destination, "")
                : new PageDecision.Covered(name, String.join(" and ", covering));
    }

    /// Nobody is named whom the partner knows: the default destination stands in, unless somebody is at it already.
    private static PageDecision standIn(Question question) {
        var inPlaceOf = question.teams().isEmpty()
                ? "because the incident has no team"
                : "because none of the incident's teams has a PagerTree team";
        var live = question.linked().stream()
                .filter(LinkedAlert::isLive)
                .map(LinkedAlert::name)
                .toList();
        if (!live.isEmpty()) {
            return new PageDecision.NotNeeded(
                    standInName(question), "PagerTree is calling somebody already, for " + String.join(" and ", live));
        }
        return question.fallback()
                .<PageDecision>map(fallback -> new PageDecision.Paged(fallback.name(), fallback, inPlaceOf))
                .orElseGet(() -> new PageDecision.NotPaged(
                        standInName(question),
                        (question.teams().isEmpty() ? "the incident has no team and " : "")
                                + "no default destination is set; choose one on the page Integrations"));
    }

    private static String standInName(Question question) {
        return question.fallback().map(Destination::name).orElse("Whoever is on call");
    }

    private static Decided decided(List<PageDecision> decisions, Aliases aliases) {
        Map<String, Destination> toPage = new LinkedHashMap<>();
        for (var decision : decisions) {
            if (decision instanceof PageDecision.Paged paged) {
                toPage.putIfAbsent(aliases.canonical(paged.destination().id()), paged.destination());
            }
        }
        return new Decided(List.copyOf(toPage.values()), decisions);
    }

    private static List<String> names(Question question) {
        if (!question.asked().isEmpty()) {
            return question.asked().stream().map(Destination::name).collect(Collectors.toList());
        }
        return question.teams().isEmpty()
                ? List.of(standInName(question))
                : question.teams().stream().map(TeamToWake::name).toList();
    }
}
