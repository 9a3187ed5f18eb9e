package dev.graft.surface.web;

import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A page and its receipt: whom, why, and what became of it.
public record PageView(
        String key,
        String to,
        Look look,
        String cause,
        Optional<String> reason,
        List<Step> steps,
        List<Step> attempts,
        Optional<Link> partner) {
    public record Step(String words, Moment at) {}

    static PageView of(Receipt receipt, Instant now) {
        Page page = receipt.page();
        var steps = new ArrayList<Step>();
        steps.add(new Step("Asked for by " + page.requestedBy().displayName(), Moment.of(page.createdAt(), now)));
        page.acceptedAt().ifPresent(at -> steps.add(new Step("Accepted by PagerTree", Moment.of(at, now))));
        page.acknowledgedAt()
                .ifPresent(at -> steps.add(new Step(
                        "Acknowledged"
                                + page.answeredBy().map(name -> " by " + name).orElse(""),
                        Moment.of(at, now))));
        page.droppedAt().ifPresent(at -> steps.add(new Step("Dropped: nobody answered", Moment.of(at, now))));
        page.resolvedAt().ifPresent(at -> steps.add(new Step("Resolved", Moment.of(at, now))));
        return new PageView(
                "page-" + page.id(),
                page.destinations().stream().map(PageView::words).collect(Collectors.joining(", ")),
                Look.of(page),
                page.cause(),
                Optional.of(page.sendReason()).filter(reason -> !reason.isBlank()),
                List.copyOf(steps),
                receipt.attempts().stream()
                        .map(attempt -> new Step(
                                "Attempt " + attempt.number() + ": "
                                        + (attempt.outcome().isEmpty() ? "no outcome seen" : attempt.outcome()),
                                Moment.of(attempt.startedAt(), now)))
                        .toList(),
                Link.outside(page.externalUrl(), "Open in PagerTree"));
    }

    private static String words(Destination destination) {
        return switch (destination.kind()) {
            case TEAM -> destination.name();
            case USER, ROUTER ->
                destination.name() + " (" + destination.kind().name().toLowerCase(Locale.ROOT) + ")";
        };
    }
}
