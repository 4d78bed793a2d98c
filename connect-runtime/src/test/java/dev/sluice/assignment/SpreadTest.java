package dev.sluice.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small groups, where all ways to spread items can be tried and the best one is known. */
class SpreadTest {
    private static final int FAMILIES = 3;

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void newItemsAreSpreadAsWellAsTotalsAllow(long seed) {
        Random random = new Random(seed);
        int[][] before = counts(2 + random.nextInt(3), random, 3);
        int[] items = random.ints(FAMILIES, 0, 4).toArray();
        int sum = items[0] + items[1] + items[2];
        Spread spread = new Spread(before, new boolean[before.length], Room.of(totals(before), sum));

        for (int family = 0; family < FAMILIES; family++) {
            for (int item = 0; item < items[family]; item++) {
                spread.place(family);
            }
        }
        spread.improve();

        assertEquals(
                leastAfterPlacing(before, items, 0, totals(before), new int[before.length], sum), cost(before, spread));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsGivenUpIsChosenAsWellAsPossible(long seed) {
        Random random = new Random(seed);
        int[][] before = counts(2 + random.nextInt(2), random, 4);
        int giver = random.nextInt(before.length);
        before[giver][random.nextInt(FAMILIES)] += 6;
        int total = totals(before)[giver];
        int[] owed = new int[before.length];
        owed[giver] = 1 + random.nextInt(Math.min(4, total - 1));
        boolean[] gives = new boolean[before.length];
        gives[giver] = true;
        int[] totals = totals(before);
        totals[giver] = 1_000;
        Spread spread = new Spread(before, gives, Room.of(totals, owed[giver]));

        spread.move(owed);
        spread.improve();

        assertEquals(leastAfterMoving(before, giver, owed[giver], totals), cost(before, spread));
    }

    private static int[][] counts(int members, Random random, int bound) {
        int[][] counts = new int[members][];
        for (int member = 0; member < members; member++) {
            counts[member] = random.ints(FAMILIES, 0, bound).toArray();
        }
        return counts;
    }

    private static int[] totals(int[][] counts) {
        int[] totals = new int[counts.length];
        for (int member = 0; member < counts.length; member++) {
            totals[member] = counts[member][0] + counts[member][1] + counts[member][2];
        }
        return totals;
    }

    /** Tries every member that has room for each item in turn. */
    private static int leastAfterPlacing(int[][] counts, int[] items, int family, int[] totals, int[] used, int sum) {
        if (family == FAMILIES) {
            return cost(counts);
        }
        if (items[family] == 0) {
            return leastAfterPlacing(counts, items, family + 1, totals, used, sum);
        }
        Room room = Room.of(totals, sum);
        for (int member = 0; member < used.length; member++) {
            for (int taken = 0; taken < used[member]; taken++) {
                room.take(member);
            }
        }
        int least = Integer.MAX_VALUE;
        items[family]--;
        for (int member = 0; member < counts.length; member++) {
            if (room.left(member) > 0) {
                int[] taken = used.clone();
                taken[member]++;
                counts[member][family]++;
                least = Math.min(least, leastAfterPlacing(counts, items, family, totals, taken, sum));
                counts[member][family]--;
            }
        }
        items[family]++;
        return least;
    }

    private static int leastAfterMoving(int[][] counts, int giver, int owed, int[] totals) {
        int least = Integer.MAX_VALUE;
        for (int first = 0; first <= Math.min(owed, counts[giver][0]); first++) {
            for (int second = 0; second <= Math.min(owed - first, counts[giver][1]); second++) {
                int third = owed - first - second;
                if (third <= counts[giver][2]) {
                    int[][] left = new int[counts.length][];
                    for (int member = 0; member < counts.length; member++) {
                        left[member] = counts[member].clone();
                    }
                    int[] items = {first, second, third};
                    for (int family = 0; family < FAMILIES; family++) {
                        left[giver][family] -= items[family];
                    }
                    least = Math.min(least, leastAfterPlacing(left, items, 0, totals, new int[left.length], owed));
                }
            }
        }
        return least;
    }

    private static int cost(int[][] before, Spread spread) {
        int[][] after = new int[before.length][FAMILIES];
        for (int member = 0; member < before.length; member++) {
            for (int family = 0; family < FAMILIES; family++) {
                after[member][family] = before[member][family] + spread.change(member, family);
            }
        }
        return cost(after);
    }

    private static int cost(int[][] counts) {
        int cost = 0;
        for (int[] ofMember : counts) {
            for (int count : ofMember) {
                cost += count * count;
            }
        }
        return cost;
    }
}
