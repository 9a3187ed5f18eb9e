package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.ApiRoutes.Answer;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What the switched-on faults make of one call's answer, before and after its effect.
final class FaultyAnswers {
    private static final Duration POLITE_WAIT = Duration.ofSeconds(2);
    private static final Duration ABSURD_WAIT = Duration.ofDays(3650);

    private final Faults faults;
    private final Clock clock;
    private final Duration hangFor;
    private final CountDownLatch closing;

    FaultyAnswers(Faults faults, Clock clock, Duration hangFor, CountDownLatch closing) {
        this.faults = faults;
        this.clock = clock;
        this.hangFor = hangFor;
        this.closing = closing;
    }

    /// By method and path below the base.
    static Faults.Call kind(Method method, String path) {
        if (method.equals(Method.GET)) {
            return Faults.Call.READ;
        }
        if (!path.startsWith("/alerts")) {
            return Faults.Call.OTHER;
        }
        return method.equals(Method.POST) && path.equals("/alerts") ? Faults.Call.CREATE : Faults.Call.CHANGE;
    }

    /// An answer that takes the place of the call's effect.
    Optional<Answer> instead(Faults.Call call) {
        if (faults.strikes(Fault.TIMEOUT_BEFORE_EFFECT, call)) {
            hang();
        }
        if (faults.strikes(Fault.SERVER_ERROR, call)) {
            return Optional.of(Answer.of(500, new ApiProblem(500, List.of("something went wrong")).body()));
        }
        if (faults.strikes(Fault.BAD_GATEWAY, call)) {
            return Optional.of(page(502, "502 Bad Gateway"));
        }
        if (faults.strikes(Fault.HTML_ANSWER, call)) {
            return Optional.of(page(200, "Please sign in"));
        }
        if (faults.strikes(Fault.RATE_LIMITED, call)) {
            return Optional.of(tooMany().withHeader("Retry-After", String.valueOf(POLITE_WAIT.toSeconds())));
        }
        if (faults.strikes(Fault.RATE_LIMITED_DATE, call)) {
            var date = clock.instant().plus(POLITE_WAIT).atOffset(ZoneOffset.UTC);
            return Optional.of(tooMany().withHeader("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(date)));
        }
        if (faults.strikes(Fault.RATE_LIMITED_ABSURD, call)) {
            return Optional.of(tooMany().withHeader("Retry-After", String.valueOf(ABSURD_WAIT.toSeconds())));
        }
        return faults.strikes(Fault.RATE_LIMITED_BARE, call) ? Optional.of(tooMany()) : Optional.empty();
    }

    /// Sends what the call has come to, well or badly.
    void send(Faults.Call call, ServerResponse response, Answer answer) {
        if (faults.strikes(Fault.TIMEOUT_AFTER_EFFECT, call)) {
            hang();
        }
        if (faults.strikes(Fault.CONNECTION_RESET, call)) {
            throw new CloseConnectionException("a fault asks for it");
        }
        if (answer.body().isPresent() && faults.strikes(Fault.SLOW_DRIP, call)) {
            drip(response, answer);
        } else if (answer.body().isPresent() && faults.strikes(Fault.HALF_JSON, call)) {
            var whole = answer.bytes();
            answer.head(response).send(Arrays.copyOf(whole, whole.length / 2));
        } else {
            answer.send(response);
        }
    }

    static Answer tooMany() {
        return Answer.of(429, new ApiProblem(429, List.of("too many requests")).body());
    }

    private static Answer page(int status, String words) {
        return Answer.page(
                status, "<html><head><title>%s</title></head><body><h1>%s</h1></body></html>".formatted(words, words));
    }

    private void hang() {
        throw new CloseConnectionException(pause(hangFor) ? "closing" : "the caller must have given up");
    }

    private void drip(ServerResponse response, Answer answer) {
        var whole = answer.bytes();
        var pause = hangFor.dividedBy(Math.max(1, whole.length));
        answer.head(response).header(HeaderNames.CONTENT_LENGTH, String.valueOf(whole.length));
        try (var out = response.outputStream()) {
            for (var one : whole) {
                if (pause(pause)) {
                    throw new CloseConnectionException("closing");
                }
                out.write(one);
                out.flush();
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the caller has given up", e);
        }
    }

    /// True when the sandbox is closing.
    private boolean pause(Duration length) {
        try {
            return closing.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
