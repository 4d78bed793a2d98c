package dev.sluice.pipeline.sink;

import org.apache.kafka.clients.consumer.Consumer;

/**
 * Where a sink task is in its topics, and what changes with its partitions.
 *
 * @param consumer reads
 * @param offsets  how far the task has got
 * @param held     what it has not taken yet
 * @param commits  makes its progress last
 * @param errants  what it has reported as failed
 */
record SinkCursor(
        Consumer<byte[], byte[]> consumer,
        SinkOffsets offsets,
        HeldBatch held,
        SinkCommits commits,
        ErrantRecords errants) {}
