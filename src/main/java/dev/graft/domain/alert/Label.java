package dev.graft.domain.alert;

/// A word about an alert that conditions and people look at, such as `urgency: high`.
public record Label(String key, String value) {}
