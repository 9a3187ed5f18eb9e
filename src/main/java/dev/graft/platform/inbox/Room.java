package dev.graft.platform.inbox;

/// Room for one body in memory, held from before it is read until it is committed. Closing it twice is harmless.
public interface Room extends AutoCloseable {
    @Override
    void close();
}
