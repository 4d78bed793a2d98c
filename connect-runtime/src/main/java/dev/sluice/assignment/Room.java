package dev.sluice.assignment;

import java.util.Arrays;

/**
 * How many more items each member takes if items go, one by one, to members that have least. Fixed is how the totals
 * come out, but not who ends up with one more than the others where they do not come out even.
 */
final class Room {
    private final int[] belowLevel;
    private final boolean[] mayExceed;
    private final boolean[] exceeds;
    private int excess;

    private Room(int[] belowLevel, boolean[] mayExceed, int excess) {
        this.belowLevel = belowLevel;
        this.mayExceed = mayExceed;
        this.exceeds = new boolean[belowLevel.length];
        this.excess = excess;
    }

    /**
     * @param totals how many items each member has
     * @param items  how many more there are
     */
    static Room of(int[] totals, int items) {
        int[] ascending = totals.clone();
        Arrays.sort(ascending);
        int level = ascending[0];
        int filled = 1;
        int left = items;
        while (filled < ascending.length && (ascending[filled] - level) * filled <= left) {
            left -= (ascending[filled] - level) * filled;
            level = ascending[filled];
            filled++;
        }
        level += left / filled;
        int[] belowLevel = new int[totals.length];
        boolean[] mayExceed = new boolean[totals.length];
        for (int member = 0; member < totals.length; member++) {
            belowLevel[member] = Math.max(0, level - totals[member]);
            mayExceed[member] = totals[member] <= level;
        }
        return new Room(belowLevel, mayExceed, left % filled);
    }

    /** How many more items a member can take at most. */
    int left(int member) {
        return belowLevel[member] + (canExceed(member) ? 1 : 0);
    }

    void take(int member) {
        if (belowLevel[member] > 0) {
            belowLevel[member]--;
        } else {
            excess--;
            mayExceed[member] = false;
            exceeds[member] = true;
        }
    }

    /** Whether a member has the one item that some have more than others. */
    boolean exceeds(int member) {
        return exceeds[member];
    }

    /** Whether a member that has as much as the least could have one more instead of another. */
    boolean couldExceed(int member) {
        return mayExceed[member] && belowLevel[member] == 0;
    }

    /** Lets one member have the item more that another had. */
    void shift(int from, int to) {
        exceeds[from] = false;
        mayExceed[from] = true;
        exceeds[to] = true;
        mayExceed[to] = false;
    }

    private boolean canExceed(int member) {
        return mayExceed[member] && excess > 0;
    }
}
