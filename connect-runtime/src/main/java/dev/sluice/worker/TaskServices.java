package dev.sluice.worker;

/**
 * What all tasks of a worker share.
 *
 * @param assembler puts them together
 * @param committer commits the offsets of sources
 * @param listener  hears what becomes of them
 */
record TaskServices(TaskAssembler assembler, OffsetCommitter committer, WorkerListener listener) {}
