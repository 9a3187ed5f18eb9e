package dev.graft.surface.web;

import java.util.Optional;

/// A refusal or a failure, in words.
public record ProblemView(Frame frame, int status, String title, String detail, Optional<Link> way) {}
