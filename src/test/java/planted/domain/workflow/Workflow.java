package planted.domain.workflow;

public record Workflow() {}
