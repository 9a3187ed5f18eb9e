package dev.graft.surface.web;

/// @param token of the sign-in link; taken when the button is pressed, and not before
public record StartView(Frame frame, String token) {}
