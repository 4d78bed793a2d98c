package dev.sluice.assignment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How one kind of work, connectors or tasks, lies on the members of a group while a round is decided.
 *
 * <p>Totals come first: whatever is dealt goes to members that have least, and nobody gives up more than balance needs.
 * Where that leaves a choice, an item goes home to the worker that lost it, and what is left is chosen so that families
 * of items, as the tasks of a connector are, spread over many members.
 */
final class Board<T extends Comparable<T>> {
    private final Function<T, String> family;
    private final SortedMap<String, Hand<T>> hands = new TreeMap<>();

    Board(Function<T, String> family) {
        this.family = family;
    }

    /** A member goes on running these, for now. */
    void keep(String member, Collection<T> items) {
        hand(member).keep(items);
    }

    /** A member is to start these. */
    void give(String member, Collection<T> items) {
        items.forEach(hand(member)::give);
    }

    Collection<T> of(String member) {
        return hands.get(member).items();
    }

    /** Whether somebody owes running items. */
    boolean isOwed() {
        return hands.values().stream().anyMatch(hand -> hand.owed() > 0);
    }

    /** Nobody gives up anything this time. */
    void remit() {
        hands.values().forEach(hand -> hand.owe(0));
    }

    /**
     * Makes members give up what keeps them from having all the same number of items, or one more where it does not
     * come out even: at once what they have not started, and what they run becomes a debt. No smaller debts would do.
     *
     * @param total how many items there are, those included that no member has
     * @return what has to be dealt again
     */
    List<T> takeSurplus(int total) {
        int fewest = total / hands.size();
        int mayHaveOneMore = total % hands.size();
        List<Hand<T>> inOrder = new ArrayList<>();
        // Who runs more than it should saves a stop by having one more, so these come first.
        hands.values().stream().filter(hand -> hand.running().size() > fewest).forEach(inOrder::add);
        hands.values().stream().filter(hand -> hand.running().size() <= fewest).forEach(inOrder::add);
        List<T> returned = new ArrayList<>();
        for (Hand<T> hand : inOrder) {
            int keeps = fewest;
            if (hand.size() > fewest && mayHaveOneMore > 0) {
                mayHaveOneMore--;
                keeps++;
            }
            int surplus = Math.max(0, hand.size() - keeps);
            int fresh = Math.min(surplus, hand.size() - hand.running().size());
            returned.addAll(hand.takeFresh(fresh));
            hand.owe(surplus - fresh);
        }
        return returned;
    }

    /**
     * Gives items to members that have least, not counting what they owe.
     *
     * @param homes for items that had an owner who is back: that member
     */
    void deal(Collection<T> items, Collection<String> members, Map<T, String> homes) {
        List<String> ids = List.copyOf(new TreeSet<>(members));
        List<Hand<T>> receivers = ids.stream().map(hands::get).toList();
        Room room = Room.of(totals(receivers), items.size());
        Families<T> homeless = new Families<>(family);
        for (T item : new TreeSet<>(items)) {
            int home = indexOf(homes.get(item), ids);
            if (home >= 0 && room.left(home) > 0) {
                room.take(home);
                receivers.get(home).give(item);
            } else {
                homeless.add(item);
            }
        }
        if (homeless.isEmpty()) {
            return;
        }
        Spread spread = new Spread(homeless.counts(receivers), new boolean[receivers.size()], room);
        homeless.forEach((name, ofFamily) -> ofFamily.forEach(item -> spread.place(homeless.indexOf(name))));
        spread.improve();
        homeless.forEach((name, ofFamily) -> {
            int index = homeless.indexOf(name);
            Queue<T> left = new ArrayDeque<>(ofFamily);
            // In turns, so that neighbours by name, often of a kind, are apart.
            for (int turn = 0; !left.isEmpty(); turn++) {
                for (int member = 0; member < receivers.size(); member++) {
                    if (spread.change(member, index) > turn) {
                        receivers.get(member).give(left.remove());
                    }
                }
            }
        });
    }

    /**
     * Takes what members owe. What it is to be is decided with a view to who will get it in the next round.
     *
     * @return by the member that gives it up
     */
    SortedMap<String, List<T>> collect(Map<T, String> homes) {
        List<String> ids = List.copyOf(hands.keySet());
        List<Hand<T>> all = List.copyOf(hands.values());
        int[] owed = all.stream().mapToInt(Hand::owed).toArray();
        Room room = Room.of(totals(all), Arrays.stream(owed).sum());
        List<List<T>> collected = new ArrayList<>();
        List<Families<T>> offered = new ArrayList<>();
        for (int giver = 0; giver < owed.length; giver++) {
            List<T> goHome = new ArrayList<>();
            Families<T> stay = new Families<>(family);
            for (T item :
                    owed[giver] == 0 ? List.<T>of() : List.copyOf(all.get(giver).running())) {
                int home = indexOf(homes.get(item), ids);
                if (goHome.size() < owed[giver] && home >= 0 && all.get(home).owed() == 0 && room.left(home) > 0) {
                    room.take(home);
                    goHome.add(item);
                    all.get(giver).take(item);
                    // For the counts below; it is not started before the giver has stopped it.
                    all.get(home).give(item);
                } else {
                    stay.add(item);
                }
            }
            collected.add(goHome);
            offered.add(stay);
            owed[giver] -= goHome.size();
        }
        collectRest(all, owed, room, offered, collected);
        SortedMap<String, List<T>> byMember = new TreeMap<>();
        for (int giver = 0; giver < owed.length; giver++) {
            for (T item : collected.get(giver)) {
                all.get(giver).take(item);
                if (homes.containsKey(item)) {
                    hands.get(homes.get(item)).take(item);
                }
            }
            if (!collected.get(giver).isEmpty()) {
                byMember.put(ids.get(giver), collected.get(giver));
            }
        }
        remit();
        return byMember;
    }

    private void collectRest(
            List<Hand<T>> all, int[] owed, Room room, List<Families<T>> offered, List<List<T>> collected) {
        Families<T> families = new Families<>(family);
        boolean[] gives = new boolean[owed.length];
        for (int giver = 0; giver < owed.length; giver++) {
            gives[giver] = all.get(giver).owed() > 0;
            families.addAll(offered.get(giver));
        }
        if (Arrays.stream(owed).sum() == 0) {
            return;
        }
        Spread spread = new Spread(families.counts(all), gives, room);
        spread.move(owed);
        spread.improve();
        for (int giver = 0; giver < owed.length; giver++) {
            List<T> given = collected.get(giver);
            int member = giver;
            offered.get(giver).forEach((name, items) -> {
                int gone = -spread.change(member, families.indexOf(name));
                given.addAll(items.subList(items.size() - gone, items.size()));
            });
        }
    }

    private Hand<T> hand(String member) {
        return hands.computeIfAbsent(member, absent -> new Hand<>(family));
    }

    /** Where a member is among others in order; negative if it is not, or if it is null. */
    private static int indexOf(String member, List<String> ids) {
        return member == null ? -1 : Collections.binarySearch(ids, member);
    }

    private static int[] totals(List<? extends Hand<?>> hands) {
        return hands.stream().mapToInt(hand -> hand.size() - hand.owed()).toArray();
    }
}
