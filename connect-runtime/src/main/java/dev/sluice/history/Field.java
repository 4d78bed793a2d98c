package dev.sluice.history;

import java.util.List;
import java.util.Optional;

/**
 * What is known of one minute of a series. Values are whole numbers and never negative. The order and the
 * numbers are those of the stored format: a new field goes to the end, and none is ever removed.
 */
public enum Field {
    /** The code of a {@link State}. */
    STATE(0),
    /** The code of a {@link PluginKind}. */
    KIND(1),
    /** Records that a source task wrote in the minute. */
    SENT_RECORDS(2),
    /** Bytes that a source task wrote. */
    SENT_BYTES(3),
    /** Records that a sink task read. */
    RECEIVED_RECORDS(4),
    /** Bytes that a sink task read. */
    RECEIVED_BYTES(5),
    /** Records that went to a dead letter queue. */
    DEAD_LETTERS(6),
    /** Attempts that failed. */
    FAILURES(7),
    /** Batches. */
    BATCHES(8),
    /** Records in those batches. */
    BATCH_RECORDS(9),
    /** Records in the largest of them. */
    BATCH_MAX(10),
    /** Puts. */
    PUTS(11),
    /** How long the puts took together, in ms. */
    PUT_MS(12),
    /** How long the longest put took, in ms. */
    PUT_MAX_MS(13),
    /** The largest lag of a partition, in records. */
    LAG_MAX(14),
    /** Connectors that a worker runs. */
    CONNECTORS(15),
    /** Tasks that a worker runs. */
    TASKS(16),
    /** Those of them that have failed. */
    FAILED_TASKS(17),
    /** Heap that a worker uses, in bytes. */
    HEAP_BYTES(18),
    /** Processor time that a worker's process has taken in the minute, in ms. */
    CPU_MS(19);

    /** How many there are. */
    public static final int COUNT = values().length;

    private static final List<Field> ALL = List.of(values());

    private final int index;

    Field(int index) {
        this.index = index;
    }

    /** Where its value stands among those of all fields. */
    public int index() {
        return index;
    }

    /** The field's bit in a set of fields. */
    public long bit() {
        return 1L << index;
    }

    /** The field with an index; empty for one that a later version has. */
    static Optional<Field> at(int index) {
        return index < COUNT ? Optional.of(ALL.get(index)) : Optional.empty();
    }
}
