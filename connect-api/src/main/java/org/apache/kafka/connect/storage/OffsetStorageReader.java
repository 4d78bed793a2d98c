package org.apache.kafka.connect.storage;

import java.util.Collection;
import java.util.Map;

/**
 * Reads the offsets that a source connector has committed, so that it can go on from there.
 *
 * <p>Partitions and offsets are maps in a shape of the connector's choosing, with string keys and primitive values. Both
 * methods wait for the newest commits to be read.
 */
public interface OffsetStorageReader {

    /**
     * Reads the offset of one partition.
     *
     * @param partition the partition as it is given in source records
     * @param <T> the type of the partition's values
     * @return its offset, null if there is none
     */
    <T> Map<String, Object> offset(Map<String, T> partition);

    /**
     * Reads the offsets of several partitions, which is cheaper than one at a time.
     *
     * @param partitions the partitions
     * @param <T> the type of the partitions' values
     * @return the offset of each partition, null for those that have none
     */
    <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions);
}
