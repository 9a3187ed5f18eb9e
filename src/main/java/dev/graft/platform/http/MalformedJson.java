package dev.graft.platform.http;

/// Bytes that are not the JSON we read: broken, ambiguous, or beyond a bound of `Json`.
///
/// The reason is in words for a person and never quotes the document, so that it may be logged and shown.
public final class MalformedJson extends Exception {
    private final String reason;

    public MalformedJson(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
