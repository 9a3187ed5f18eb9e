package dev.graft.domain.workflow;

/// How a field is compared with what the workflow wants. The words are Rootly's.
public enum Operator {
    IS,
    IS_NOT,
    /// Is one of; holds for anything where the workflow names nothing.
    ANY,
    CONTAINS,
    CONTAINS_ALL,
    CONTAINS_NONE,
    NONE,
    SET,
    UNSET
}
