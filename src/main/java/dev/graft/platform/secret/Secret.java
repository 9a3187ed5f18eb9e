package dev.graft.platform.secret;

/// A secret in memory. It prints as `***`, so that a log line, an error or a debugger's view of a record does not show
/// it by accident; whoever needs it says so by calling `reveal`.
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Tokens.same(value, secret.value);
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "***";
    }
}
