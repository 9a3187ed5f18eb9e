package dev.graft.surface.web;

import java.util.List;

public record WorkflowListView(Frame frame, List<WorkflowView> workflows) {}
