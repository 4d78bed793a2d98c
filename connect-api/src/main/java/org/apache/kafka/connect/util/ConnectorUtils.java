package org.apache.kafka.connect.util;

import java.util.ArrayList;
import java.util.List;

/** What connectors need when they hand out work to their tasks. */
public class ConnectorUtils {
    public ConnectorUtils() {}

    /**
     * Cuts a list into groups of neighbours whose sizes differ by at most one; the larger groups come first.
     *
     * @param elements what to distribute, in order
     * @param numGroups how many groups to make; with fewer elements than that the last ones are empty
     * @return the groups, lists of their own
     * @throws IllegalArgumentException if {@code numGroups} is not positive
     */
    public static <T> List<List<T>> groupPartitions(List<T> elements, int numGroups) {
        if (numGroups <= 0) {
            throw new IllegalArgumentException("The number of groups must be positive, got " + numGroups);
        }
        int size = elements.size() / numGroups;
        int larger = elements.size() % numGroups;
        List<List<T>> groups = new ArrayList<>(numGroups);
        int start = 0;
        for (int group = 0; group < numGroups; group++) {
            int end = start + (group < larger ? size + 1 : size);
            groups.add(new ArrayList<>(elements.subList(start, end)));
            start = end;
        }
        return groups;
    }
}
