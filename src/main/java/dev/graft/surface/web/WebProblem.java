package dev.graft.surface.web;

import java.util.Optional;

/// A page that cannot be shown, or a form that is not accepted, in words.
final class WebProblem extends RuntimeException {
    private final int status;
    private final String title;
    private final String detail;
    private final Optional<Link> way;

    /// @param way what to do instead
    WebProblem(int status, String title, String detail, Optional<Link> way) {
        super(title);
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.way = way;
    }

    ProblemView view(Frame frame) {
        return new ProblemView(frame, status, title, detail, way);
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
