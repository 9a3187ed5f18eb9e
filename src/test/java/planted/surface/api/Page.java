package planted.surface.api;

public record Page() {}
