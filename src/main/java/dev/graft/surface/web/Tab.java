package dev.graft.surface.web;

/// One of several views of a list.
public record Tab(String href, String words, boolean isCurrent) {}
