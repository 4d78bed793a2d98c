package dev.sluice.mirror;

import java.util.Comparator;

/**
 * From which cluster to which records are mirrored.
 *
 * @param source the alias of the cluster that is read
 * @param target the alias of the cluster that is written
 */
public record Flow(String source, String target) implements Comparable<Flow> {
    private static final Comparator<Flow> ORDER =
            Comparator.comparing(Flow::source).thenComparing(Flow::target);

    @Override
    public int compareTo(Flow other) {
        return ORDER.compare(this, other);
    }

    /** As config keys begin that are about it: {@code A->B}. */
    @Override
    public String toString() {
        return source + "->" + target;
    }
}
