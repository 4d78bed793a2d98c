package dev.sluice.assignment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Puts items of families on members so that each family is spread as evenly as the members' totals allow: the sum of
 * the squares of all counts, by family and member, is least.
 *
 * <p>Items are put down one by one where they do least harm. What that got wrong is then put right: as long as there is
 * a ring of members that would do better if each passed an item on to the next one, they do so. When there is no such
 * ring left there is no better way (the costs are convex, so this is cycle cancelling in a network of flows). What a
 * member has from before is never passed on, except by those that have to give some of it up anyway.
 */
final class Spread {
    /** Bounds the search for rings in very large groups, where putting items down well has to do. */
    private static final long MOST_STEPS = 40_000_000;

    private static final int NONE = Integer.MAX_VALUE / 4;

    private final int[][] before;
    private final int[][] counts;
    private final boolean[] gives;
    private final Room room;
    private final int members;
    private final int families;
    /** Between members, and in the last row and column what it costs to have one item more or less than others. */
    private final int[][] cost;

    private final int[][] cheapest;
    private long steps;

    /**
     * @param before how many items of each family, the second index, each member has; the first index
     * @param gives  which members give up items; they take none
     * @param room   how many items the others take
     */
    Spread(int[][] before, boolean[] gives, Room room) {
        this.before = before;
        this.gives = gives;
        this.room = room;
        this.members = before.length;
        this.families = before[0].length;
        this.counts = new int[members][];
        for (int member = 0; member < members; member++) {
            counts[member] = before[member].clone();
        }
        this.cost = new int[members + 1][members + 1];
        this.cheapest = new int[members + 1][members + 1];
    }

    /** How many items of a family a member has more, or less, than before. */
    int change(int member, int family) {
        return counts[member][family] - before[member][family];
    }

    /** Puts down an item that nobody has yet. */
    void place(int family) {
        int best = bestReceiver(family);
        counts[best][family]++;
        room.take(best);
    }

    /**
     * Takes as many items as each giving member owes, and puts them down elsewhere.
     *
     * @param owed by member
     */
    void move(int[] owed) {
        int[] left = owed.clone();
        PriorityQueue<Offer> offers = new PriorityQueue<>(Comparator.comparingInt(Offer::gain)
                .reversed()
                .thenComparingInt(Offer::family)
                .thenComparingInt(Offer::member));
        for (int member = 0; member < members; member++) {
            for (int family = 0; gives[member] && family < families; family++) {
                if (counts[member][family] > 0) {
                    offers.add(new Offer(member, family, gain(member, family)));
                }
            }
        }
        // What an item gains only ever falls while others are moved, so one that has not fallen is the best.
        for (Offer offer = offers.poll(); offer != null; offer = offers.poll()) {
            if (left[offer.member()] == 0 || counts[offer.member()][offer.family()] == 0) {
                continue;
            }
            int now = gain(offer.member(), offer.family());
            if (now == offer.gain()) {
                counts[offer.member()][offer.family()]--;
                left[offer.member()]--;
                place(offer.family());
                if (Arrays.stream(left).sum() == 0) {
                    return;
                }
                now = gain(offer.member(), offer.family());
            }
            offers.add(new Offer(offer.member(), offer.family(), now));
        }
    }

    /** Lets rings of members pass items on until none is left that would gain by it. */
    void improve() {
        if ((long) members * members * families > MOST_STEPS) {
            return;
        }
        for (int member = 0; member < members; member++) {
            appraise(member);
        }
        int[] ring = findRing();
        while (ring.length > 0 && steps < MOST_STEPS) {
            passOn(ring);
            for (int member : ring) {
                if (member < members) {
                    appraise(member);
                }
            }
            ring = findRing();
        }
    }

    private int bestReceiver(int family) {
        int best = -1;
        for (int member = 0; member < members; member++) {
            if (!gives[member] && room.left(member) > 0 && (best < 0 || isBetter(member, best, family))) {
                best = member;
            }
        }
        return best;
    }

    private boolean isBetter(int member, int other, int family) {
        return counts[member][family] != counts[other][family]
                ? counts[member][family] < counts[other][family]
                : room.left(member) > room.left(other);
    }

    private int gain(int member, int family) {
        return counts[member][family] - counts[bestReceiver(family)][family];
    }

    private boolean canLose(int member, int family) {
        return counts[member][family] > (gives[member] ? 0 : before[member][family]);
    }

    private boolean canGain(int member, int family) {
        return !gives[member] || counts[member][family] < before[member][family];
    }

    /** Finds out anew what it costs to pass one item from this member to each other one, and the other way. */
    private void appraise(int member) {
        for (int other = 0; other < members; other++) {
            if (other != member) {
                appraise(member, other);
                appraise(other, member);
            }
        }
        // Who gets an item without passing one on has one more than others then, and somebody else has not.
        cost[member][members] = !gives[member] && room.couldExceed(member) ? 0 : NONE;
        cost[members][member] = !gives[member] && room.exceeds(member) ? 0 : NONE;
        cost[member][member] = NONE;
        cost[members][members] = NONE;
    }

    private void appraise(int from, int to) {
        int least = NONE;
        for (int family = 0; family < families; family++) {
            int difference = counts[to][family] - counts[from][family] + 1;
            if (difference < least && canLose(from, family) && canGain(to, family)) {
                least = difference;
                cheapest[from][to] = family;
            }
        }
        cost[from][to] = least;
        steps += families;
    }

    /** A ring of members, each passing an item to the next, that lowers the cost; empty if there is none. */
    private int[] findRing() {
        int nodes = members + 1;
        int[] distance = new int[nodes];
        int[] parent = new int[nodes];
        Arrays.fill(parent, -1);
        for (int round = 0; round <= nodes; round++) {
            boolean changed = false;
            for (int from = 0; from < nodes; from++) {
                for (int to = 0; to < nodes; to++) {
                    if (cost[from][to] != NONE && distance[from] + cost[from][to] < distance[to]) {
                        distance[to] = distance[from] + cost[from][to];
                        parent[to] = from;
                        changed = true;
                    }
                }
            }
            steps += (long) nodes * nodes;
            if (!changed) {
                return new int[0];
            }
            int[] ring = ringAmong(parent);
            if (ring.length > 0) {
                return ring;
            }
        }
        return new int[0];
    }

    private static int[] ringAmong(int[] parent) {
        int[] seenFrom = new int[parent.length];
        for (int start = 0; start < parent.length; start++) {
            int node = start;
            while (node >= 0 && seenFrom[node] == 0) {
                seenFrom[node] = start + 1;
                node = parent[node];
            }
            if (node >= 0 && seenFrom[node] == start + 1) {
                return ringThrough(node, parent);
            }
        }
        return new int[0];
    }

    private static int[] ringThrough(int node, int[] parent) {
        int length = 1;
        for (int at = parent[node]; at != node; at = parent[at]) {
            length++;
        }
        int[] ring = new int[length];
        int at = node;
        for (int i = length - 1; i >= 0; i--) {
            ring[i] = at;
            at = parent[at];
        }
        return ring;
    }

    private void passOn(int[] ring) {
        for (int i = 0; i < ring.length; i++) {
            int from = ring[i];
            int to = ring[(i + 1) % ring.length];
            if (to == members) {
                room.shift(ring[(i + 2) % ring.length], from);
            } else if (from != members) {
                counts[from][cheapest[from][to]]--;
                counts[to][cheapest[from][to]]++;
            }
        }
    }

    /** An item of a family that a member could give up. */
    private record Offer(int member, int family, int gain) {}
}
