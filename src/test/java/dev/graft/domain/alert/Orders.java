package dev.graft.domain.alert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// All orders in which eight things can arrive.
final class Orders {
    private Orders() {}

    /// @return how many there were
    static int ofEight(Consumer<List<Integer>> visit) {
        return of(new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7)), 0, visit);
    }

    private static int of(List<Integer> order, int settled, Consumer<List<Integer>> visit) {
        if (settled == order.size()) {
            visit.accept(List.copyOf(order));
            return 1;
        }
        int visited = 0;
        for (int i = settled; i < order.size(); i++) {
            Collections.swap(order, settled, i);
            visited += of(order, settled + 1, visit);
            Collections.swap(order, settled, i);
        }
        return visited;
    }
}
