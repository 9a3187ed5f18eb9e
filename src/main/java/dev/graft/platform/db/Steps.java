package dev.graft.platform.db;

/// What is done in one transaction, without an answer.
@FunctionalInterface
public interface Steps {
    void with(Tx tx);
}
