package dev.graft.domain.workspace;

/// Names a member of a workspace. A number, and not a UUID like everything else, because Rootly's clients read user
/// ids as integers (`user_ids`, `user_id`).
public record MemberId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
