package dev.sluice.telemetry;

import java.util.List;
import java.util.Optional;

/**
 * What was found.
 *
 * @param groupBy   the labels of groups, as the request spells them
 * @param groups    in their order
 * @param grouped   whether points are to stand below their group
 * @param pageSize  how many groups a page has at most
 * @param nextToken where the next page begins, if there is one
 */
record Answer(List<String> groupBy, List<Group> groups, boolean grouped, int pageSize, Optional<String> nextToken) {

    /**
     * Series with the same labels, put together.
     *
     * @param labels in the order of the request; null for one that they lack
     * @param points the oldest first
     */
    record Group(List<String> labels, List<Point> points) {}

    /**
     * @param epochSeconds when its bucket begins
     */
    record Point(long epochSeconds, double value) {}
}
