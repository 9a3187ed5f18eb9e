package dev.graft.sandbox.pagertree;

import dev.graft.platform.http.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// `/sandbox/clock`: what time it is here, and how to make it later. Whatever becomes due on the way (layers, retries,
/// held webhooks) is done at its own instant, in order, before the call returns.
final class ClockCalls {
    /// More than PagerTree's longest timer, an auto-resolve after 30 days.
    private static final Duration LONGEST_MOVE = Duration.ofDays(60);

    private final SandboxClock clock;
    private final Agenda agenda;
    private final StateFile file;

    ClockCalls(SandboxClock clock, Agenda agenda, StateFile file) {
        this.clock = clock;
        this.agenda = agenda;
        this.file = file;
    }

    void addTo(HttpRouting.Builder routing) {
        routing.get("/sandbox/clock", ControlCalls.guarded((_, response) -> send(response)))
                .post("/sandbox/clock", ControlCalls.guarded(this::change));
    }

    /// `advance` by seconds or by an ISO duration (`PT15M`), or `time` to go on to; `stand_still` true or false.
    private void change(ServerRequest request, ServerResponse response) {
        var parameters = Parameters.of(request);
        var standStill = parameters.findFlag("stand_still");
        var target = target(parameters);
        if (target.isEmpty() && standStill.isEmpty()) {
            throw ApiProblem.invalid("say advance, time or stand_still");
        }
        target.ifPresent(later -> agenda.playUntil(later, clock::moveTo));
        standStill.ifPresent(still -> {
            if (still) {
                clock.standStill();
            } else {
                clock.goOn();
            }
        });
        file.awaitWritten();
        send(response);
    }

    private Optional<Instant> target(Parameters parameters) {
        var now = clock.instant();
        try {
            var target = parameters
                    .findText("advance")
                    .map(text -> now.plus(
                            text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.parse(text)))
                    .or(() -> parameters.findText("time").map(Instant::parse));
            if (target.filter(later -> later.isBefore(now)).isPresent()) {
                throw ApiProblem.invalid("the clock only goes forward; it is " + Timestamps.iso(now));
            }
            if (target.filter(later -> later.isAfter(now.plus(LONGEST_MOVE))).isPresent()) {
                throw ApiProblem.invalid("at most " + LONGEST_MOVE.toDays() + " days at a time");
            }
            return target;
        } catch (DateTimeException | ArithmeticException e) {
            throw ApiProblem.invalid("not a duration (900, PT15M) or a time (2026-11-23T09:15:02Z)");
        }
    }

    private void send(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        response.send(
                Json.write(Map.of("time", Timestamps.iso(clock.instant()), "stand_still", clock.isStandingStill())));
    }
}
