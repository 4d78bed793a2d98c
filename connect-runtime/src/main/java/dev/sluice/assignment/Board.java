package dev.sluice.assignment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How one kind of work, connectors or tasks, lies on the members of a group while a round is decided.
 *
 * <p>Items belong to families, as the tasks of a connector do: members that have the same number of items are told
 * apart by how many of the family they have, so that the family is spread over many members.
 */
final class Board<T extends Comparable<T>> {
    private final Function<T, String> family;
    private final SortedMap<String, Hand<T>> hands = new TreeMap<>();

    Board(Function<T, String> family) {
        this.family = family;
    }

    void put(String member, Collection<T> items) {
        Hand<T> hand = hands.computeIfAbsent(member, absent -> new Hand<>(family));
        items.forEach(hand::add);
    }

    void take(String member, Collection<T> items) {
        items.forEach(hands.get(member)::remove);
    }

    Collection<T> of(String member) {
        return hands.get(member).items;
    }

    /** Gives each item, in order, to the member that has the least; the lower id wins a tie. */
    void deal(Collection<T> items, Collection<String> members) {
        List<Hand<T>> receivers = new ArrayList<>();
        new TreeSet<>(members).forEach(member -> receivers.add(hands.get(member)));
        for (T item : new TreeSet<>(items)) {
            String name = family.apply(item);
            Hand<T> least = receivers.get(0);
            for (Hand<T> each : receivers) {
                if (each.isLessLoaded(least, name)) {
                    least = each;
                }
            }
            least.add(item);
        }
    }

    /**
     * What members would have to give up for all to have the same number of items, or one more where it does not come
     * out even. Largest families give first.
     *
     * @param total how many items there are, those included that no member has
     */
    Map<String, List<T>> surplus(int total) {
        int fewest = total / hands.size();
        int mayHaveOneMore = total % hands.size();
        Map<String, List<T>> surplus = new TreeMap<>();
        for (Map.Entry<String, Hand<T>> entry : hands.entrySet()) {
            int count = entry.getValue().items.size();
            if (count <= fewest) {
                continue;
            }
            int keeps = fewest;
            if (mayHaveOneMore > 0) {
                mayHaveOneMore--;
                keeps++;
            }
            if (count > keeps) {
                surplus.put(entry.getKey(), entry.getValue().largestFamiliesFirst(count - keeps));
            }
        }
        return surplus;
    }

    /** What one member has. */
    private static final class Hand<T extends Comparable<T>> {
        private final Function<T, String> family;
        private final TreeSet<T> items = new TreeSet<>();
        private final Map<String, Integer> sizes = new HashMap<>();

        Hand(Function<T, String> family) {
            this.family = family;
        }

        void add(T item) {
            if (items.add(item)) {
                sizes.merge(family.apply(item), 1, Integer::sum);
            }
        }

        void remove(T item) {
            if (items.remove(item)) {
                sizes.merge(family.apply(item), -1, Integer::sum);
            }
        }

        boolean isLessLoaded(Hand<T> other, String name) {
            return items.size() != other.items.size()
                    ? items.size() < other.items.size()
                    : sizes.getOrDefault(name, 0) < other.sizes.getOrDefault(name, 0);
        }

        List<T> largestFamiliesFirst(int count) {
            Map<String, List<T>> families = new TreeMap<>();
            items.forEach(item -> families.computeIfAbsent(family.apply(item), absent -> new ArrayList<>())
                    .add(item));
            PriorityQueue<List<T>> largest = new PriorityQueue<>(
                    Comparator.<List<T>>comparingInt(List::size).reversed().thenComparing(list -> list.get(0)));
            largest.addAll(families.values());
            List<T> given = new ArrayList<>(count);
            while (given.size() < count) {
                List<T> members = largest.remove();
                given.add(members.remove(members.size() - 1));
                if (!members.isEmpty()) {
                    largest.add(members);
                }
            }
            return given;
        }
    }
}
