package dev.graft.domain.paging;

import java.util.UUID;

public record PageId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
