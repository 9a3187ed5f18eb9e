package dev.graft.surface.web;

import java.util.Optional;

/// A name and what it is, in a list of facts.
public record Fact(String name, String words, Optional<Moment> at) {
    static Fact of(String name, String words) {
        return new Fact(name, words, Optional.empty());
    }

    static Fact at(String name, Moment moment) {
        return new Fact(name, moment.ago(), Optional.of(moment));
    }
}
