package dev.graft.sandbox.pagertree;

import java.util.List;
import java.util.Map;

/// A refusal in PagerTree's form: `{"errors":[{"message":"…"}],"code":422}`.
/// https://pagertree.com/docs/api/errors, read 2026-11-23.
final class ApiProblem extends RuntimeException {
    private final int status;
    private final List<String> messages;

    ApiProblem(int status, List<String> messages) {
        super(status + " " + messages, null, false, false);
        this.status = status;
        this.messages = List.copyOf(messages);
    }

    static ApiProblem badRequest(String message) {
        return new ApiProblem(400, List.of(message));
    }

    static ApiProblem unauthorized() {
        return new ApiProblem(401, List.of("a valid API key was not provided"));
    }

    static ApiProblem forbidden() {
        return new ApiProblem(403, List.of("you don't have access to the resource requested"));
    }

    static ApiProblem notFound() {
        return new ApiProblem(404, List.of("the resource does not exist"));
    }

    static ApiProblem invalid(String message) {
        return new ApiProblem(422, List.of(message));
    }

    int status() {
        return status;
    }

    List<String> messages() {
        return messages;
    }

    Map<String, Object> body() {
        return Map.of(
                "errors",
                messages.stream().map(message -> Map.of("message", message)).toList(),
                "code",
                status);
    }
}
