package dev.graft.domain.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a report says about the alert beside its state, for people to read and for conditions to look at. Everything
/// is optional: a field that a later report leaves out keeps what an earlier one said.
///
/// @param statusWord the partner's own word for the status, kept as a label
/// @param urgency the partner's own word for the urgency, kept as a label
/// @param destinations the partner's ids of everybody to whom the alert is addressed
/// @param team the partner's id of the team to which the alert is assigned
/// @param teamName what people call that team, where it is known
/// @param incidentSeverity the partner's incident severity (`SEV-1` …), where the alert is flagged as an incident
/// @param reference the id that the creator of the alert gave it (`thirdparty_id`)
/// @param by who acknowledged or resolved it, as the partner names them
/// @param handedTo whom the last hand-off went to, as the partner names them
/// @param carriesMarkerFields the payload has a place for tags or for a reference, so a missing marker means that
///     there is none
public record AlertDetails(
        Optional<String> title,
        Optional<String> description,
        Optional<String> statusWord,
        Optional<String> urgency,
        Optional<List<String>> destinations,
        Optional<String> team,
        Optional<String> teamName,
        Optional<String> parent,
        Optional<List<String>> tags,
        Optional<String> reference,
        Optional<String> incidentSeverity,
        Optional<String> number,
        Optional<String> by,
        Optional<Instant> acknowledgedAt,
        Optional<Instant> resolvedAt,
        Optional<String> handedTo,
        boolean carriesMarkerFields) {
    public AlertDetails {
        destinations = destinations.map(List::copyOf);
        tags = tags.map(List::copyOf);
    }

    /// Without a hand-off, and without names.
    public AlertDetails(
            Optional<String> title,
            Optional<String> description,
            Optional<String> statusWord,
            Optional<String> urgency,
            Optional<List<String>> destinations,
            Optional<String> team,
            Optional<String> parent,
            Optional<List<String>> tags,
            Optional<String> reference,
            Optional<String> incidentSeverity,
            Optional<String> number,
            Optional<String> by,
            Optional<Instant> acknowledgedAt,
            Optional<Instant> resolvedAt,
            boolean carriesMarkerFields) {
        this(
                title,
                description,
                statusWord,
                urgency,
                destinations,
                team,
                Optional.empty(),
                parent,
                tags,
                reference,
                incidentSeverity,
                number,
                by,
                acknowledgedAt,
                resolvedAt,
                Optional.empty(),
                carriesMarkerFields);
    }

    public static AlertDetails none() {
        return new AlertDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /// This, said after `earlier`: what this leaves out stays as it was.
    public AlertDetails over(AlertDetails earlier) {
        return new AlertDetails(
                title.or(earlier::title),
                description.or(earlier::description),
                statusWord.or(earlier::statusWord),
                urgency.or(earlier::urgency),
                destinations.or(earlier::destinations),
                team.or(earlier::team),
                team.isPresent() ? teamName : earlier.teamName,
                parent.or(earlier::parent),
                tags.or(earlier::tags),
                reference.or(earlier::reference),
                incidentSeverity.or(earlier::incidentSeverity),
                number.or(earlier::number),
                by.or(earlier::by),
                acknowledgedAt.or(earlier::acknowledgedAt),
                resolvedAt.or(earlier::resolvedAt),
                handedTo.or(earlier::handedTo),
                carriesMarkerFields || earlier.carriesMarkerFields);
    }

    /// With names in the place of the partner's ids, where people read them.
    ///
    /// @param names what people call the team or the person of an id; nothing where that is not known
    public AlertDetails named(Function<String, Optional<String>> names) {
        return new AlertDetails(
                title,
                description,
                statusWord,
                urgency,
                destinations,
                team,
                teamName.or(() -> team.flatMap(names)),
                parent,
                tags,
                reference,
                incidentSeverity,
                number,
                by.map(id -> names.apply(id).orElse(id)),
                acknowledgedAt,
                resolvedAt,
                handedTo.map(id -> names.apply(id).orElse(id)),
                carriesMarkerFields);
    }
}
