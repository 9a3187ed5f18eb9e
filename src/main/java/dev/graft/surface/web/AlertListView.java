package dev.graft.surface.web;

import java.util.List;

/// @param isFiltered a search or a tab may hide what there is
public record AlertListView(
        Frame frame,
        List<Tab> tabs,
        String search,
        String status,
        List<AlertRow> alerts,
        Turner turner,
        boolean isFiltered,
        Quiet quiet) {}
