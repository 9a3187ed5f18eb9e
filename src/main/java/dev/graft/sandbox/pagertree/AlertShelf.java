package dev.graft.sandbox.pagertree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Where alerts and their comments are kept: in memory, one alert changed at a time, each change noted in the file.
final class AlertShelf {
    private static final String ALERT = "alert";
    private static final String COMMENT = "comment";

    private final StateFile file;
    private final Map<String, Alert> alerts = new ConcurrentHashMap<>();
    private final Map<String, String> idsByPrefixId = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> idsByThirdpartyId = new ConcurrentHashMap<>();
    private final Map<String, List<Comment>> commentsByAlert = new ConcurrentHashMap<>();
    private final AtomicInteger lastTinyId = new AtomicInteger();

    AlertShelf(StateFile file) {
        this.file = file;
        file.takeSaved(ALERT, Alert.class).forEach(this::keep);
        file.takeSaved(COMMENT, Comment.class).forEach(this::keep);
    }

    int nextTinyId() {
        return lastTinyId.incrementAndGet();
    }

    Collection<Alert> all() {
        return alerts.values();
    }

    /// By ULID or prefix id, in the spelling we gave them.
    Optional<Alert> find(String anyId) {
        var byId = alerts.get(anyId);
        return Optional.ofNullable(byId != null ? byId : alerts.get(idsByPrefixId.getOrDefault(anyId, anyId)));
    }

    /// All that carry it now, and perhaps some that did once: for a quick look before a slow one.
    List<Alert> findByThirdpartyId(String thirdpartyId) {
        return idsByThirdpartyId.getOrDefault(thirdpartyId, Set.of()).stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    void add(Alert alert) {
        keep(alert);
        note(alert);
    }

    /// One change at a time for each alert. A decision that refuses by an exception changes nothing.
    Optional<AlertRules.Decision> change(String id, Function<Alert, AlertRules.Decision> decide) {
        var made = new ArrayList<AlertRules.Decision>(1);
        alerts.computeIfPresent(id, (_, alert) -> {
            var decision = decide.apply(alert);
            made.add(decision);
            return decision.alert();
        });
        made.stream().map(AlertRules.Decision::alert).forEach(alert -> {
            index(alert);
            note(alert);
        });
        return made.stream().findFirst();
    }

    void remove(Alert alert) {
        alerts.remove(alert.identity().id());
        idsByPrefixId.remove(alert.identity().prefixId());
        file.put(ALERT, alert.identity().id(), Long.MAX_VALUE, Optional.empty());
    }

    List<Comment> comments(Alert alert) {
        return commentsByAlert.getOrDefault(alert.identity().id(), List.of());
    }

    void add(Comment comment) {
        keep(comment);
        file.put(COMMENT, comment.identity().id(), 0, Optional.of(comment));
    }

    private void keep(Alert alert) {
        alerts.put(alert.identity().id(), alert);
        idsByPrefixId.put(alert.identity().prefixId(), alert.identity().id());
        lastTinyId.accumulateAndGet(alert.tinyId(), Math::max);
        index(alert);
    }

    private void index(Alert alert) {
        alert.content()
                .thirdpartyId()
                .ifPresent(thirdpartyId -> idsByThirdpartyId
                        .computeIfAbsent(thirdpartyId, _ -> ConcurrentHashMap.newKeySet())
                        .add(alert.identity().id()));
    }

    private void keep(Comment comment) {
        commentsByAlert.compute(comment.alertId(), (_, before) -> {
            var all = new ArrayList<>(before == null ? List.of() : before);
            all.add(comment);
            return List.copyOf(all);
        });
    }

    private void note(Alert alert) {
        file.put(ALERT, alert.identity().id(), alert.revision(), Optional.of(alert));
    }
}
