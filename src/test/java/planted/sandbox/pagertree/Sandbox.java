package planted.sandbox.pagertree;

public record Sandbox() {}
