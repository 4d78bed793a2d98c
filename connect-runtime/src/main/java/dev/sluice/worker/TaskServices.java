package dev.sluice.worker;

import dev.sluice.metrics.TaskLedger;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/**
 * What all tasks of a worker share.
 *
 * @param assembler puts them together
 * @param committer commits the offsets of sources
 * @param listener  hears what becomes of them
 * @param secrets   looks whether their configs still hold
 * @param metrics   where they are measured
 * @param ledger    where what they move is summed up
 * @param time      the clock
 */
record TaskServices(
        TaskAssembler assembler,
        OffsetCommitter committer,
        WorkerListener listener,
        SecretWatch secrets,
        Metrics metrics,
        TaskLedger ledger,
        Time time) {}
