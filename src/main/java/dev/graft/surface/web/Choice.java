package dev.graft.surface.web;

/// One of several things to tick or to pick.
///
/// @param value what the form sends
/// @param note a few more words; may be empty
public record Choice(String value, String words, String note, boolean isChosen) {}
