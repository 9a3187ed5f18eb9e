package dev.graft.domain.workspace;

/// The request cannot be right as it stands; nothing was changed.
public final class Invalid extends RuntimeException {
    private final String field;

    /// @param field the name of the attribute at fault, as the API spells it
    /// @param message a sentence that says what to do
    public Invalid(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
