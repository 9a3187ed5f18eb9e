package planted.domain.incident;

public record Incident() {}
