package dev.graft.domain.workflow;

/// How a workflow's conditions belong together.
public enum Join {
    ALL,
    ANY,
    /// Every one of them is false.
    NONE
}
