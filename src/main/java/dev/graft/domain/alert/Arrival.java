package dev.graft.domain.alert;

/// How news reached us. Only live news runs anything that pages or messages.
public enum Arrival {
    LIVE,
    /// A person asked for an old delivery to be processed again.
    REPLAY,
    /// A delivery that a plan limit had held back.
    RELEASE,
    /// The first poll after connecting: what was open before Graft came.
    FIRST_POLL
}
