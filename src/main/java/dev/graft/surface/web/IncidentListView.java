package dev.graft.surface.web;

import java.util.List;

public record IncidentListView(
        Frame frame,
        List<Tab> tabs,
        String search,
        String status,
        List<IncidentRow> incidents,
        Turner turner,
        boolean isFiltered,
        boolean mayDeclare) {}
