package dev.sluice.assignment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Items by the family they belong to, families and items in order. */
final class Families<T extends Comparable<T>> {
    private final Function<T, String> family;
    private final TreeMap<String, List<T>> items = new TreeMap<>();
    private final Map<String, Integer> indexes = new HashMap<>();

    Families(Function<T, String> family) {
        this.family = family;
    }

    /** Adds an item; those of a family come in their order. */
    void add(T item) {
        String name = family.apply(item);
        indexes.putIfAbsent(name, indexes.size());
        items.computeIfAbsent(name, absent -> new ArrayList<>()).add(item);
    }

    void addAll(Families<T> others) {
        others.items.values().forEach(ofFamily -> ofFamily.forEach(this::add));
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    int indexOf(String name) {
        return indexes.get(name);
    }

    void forEach(BiConsumer<String, List<T>> visitor) {
        items.forEach(visitor);
    }

    /** How many items of each of these families each of some hands has: by hand, then by the family's index. */
    int[][] counts(List<Hand<T>> hands) {
        int[][] counts = new int[hands.size()][indexes.size()];
        for (int hand = 0; hand < counts.length; hand++) {
            for (Map.Entry<String, Integer> each : indexes.entrySet()) {
                counts[hand][each.getValue()] = hands.get(hand).sizeOf(each.getKey());
            }
        }
        return counts;
    }
}
