package dev.sluice.assignment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What one member has while a round is decided: what it runs, and what it is to start. */
final class Hand<T extends Comparable<T>> {
    private final Function<T, String> family;
    private final TreeSet<T> running = new TreeSet<>();
    private final TreeSet<T> fresh = new TreeSet<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private int owed;

    Hand(Function<T, String> family) {
        this.family = family;
    }

    void keep(Collection<T> items) {
        items.forEach(item -> {
            if (running.add(item)) {
                sizes.merge(family.apply(item), 1, Integer::sum);
            }
        });
    }

    void give(T item) {
        if (fresh.add(item)) {
            sizes.merge(family.apply(item), 1, Integer::sum);
        }
    }

    void take(T item) {
        if (running.remove(item) || fresh.remove(item)) {
            sizes.merge(family.apply(item), -1, Integer::sum);
        }
    }

    int size() {
        return running.size() + fresh.size();
    }

    int sizeOf(String familyName) {
        return sizes.getOrDefault(familyName, 0);
    }

    SortedSet<T> running() {
        return running;
    }

    Collection<T> items() {
        List<T> items = new ArrayList<>(running);
        items.addAll(fresh);
        return items;
    }

    /** How many of its running items it has to give up. */
    int owed() {
        return owed;
    }

    void owe(int items) {
        owed = items;
    }

    /** Takes items away that are not started yet, from the largest families first. */
    List<T> takeFresh(int count) {
        Map<String, List<T>> families = new TreeMap<>();
        fresh.forEach(item -> families.computeIfAbsent(family.apply(item), absent -> new ArrayList<>())
                .add(item));
        PriorityQueue<List<T>> largest =
                new PriorityQueue<>(Comparator.<List<T>>comparingInt(items -> sizeOf(family.apply(items.get(0))))
                        .reversed()
                        .thenComparing(items -> items.get(0)));
        largest.addAll(families.values());
        List<T> taken = new ArrayList<>(count);
        while (taken.size() < count) {
            List<T> items = largest.remove();
            T item = items.remove(items.size() - 1);
            taken.add(item);
            take(item);
            if (!items.isEmpty()) {
                largest.add(items);
            }
        }
        return taken;
    }
}
