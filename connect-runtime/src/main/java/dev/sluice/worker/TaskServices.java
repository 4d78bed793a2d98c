package dev.sluice.worker;

import dev.sluice.metrics.TaskLedger;
import dev.sluice.metrics.WorkerMeasures;

/**
 * What all tasks of a worker share.
 *
 * @param assembler puts them together
 * @param committer commits the offsets of sources
 * @param listener  hears what becomes of them
 * @param secrets   looks whether their configs still hold
 * @param measures  what is measured of them
 * @param ledger    where what they move is summed up
 */
record TaskServices(
        TaskAssembler assembler,
        OffsetCommitter committer,
        WorkerListener listener,
        SecretWatch secrets,
        WorkerMeasures measures,
        TaskLedger ledger) {}
