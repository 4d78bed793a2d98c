package dev.sluice.worker;

import dev.sluice.metrics.TaskMeasures;
import dev.sluice.model.TaskId;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskEvents;
import dev.sluice.pipeline.control.TaskPipeline;
import dev.sluice.pipeline.source.SourceOffsetCommits;
import java.util.Optional;

/**
 * A task that is put together and has not started.
 *
 * @param pipeline its data path
 * @param commits  commits its offsets; sources only
 */
record TaskAssembly(TaskPipeline pipeline, Optional<SourceOffsetCommits> commits) {

    /**
     * What a task is put together from.
     *
     * @param id      which task
     * @param plan    its configs and class
     * @param control what the worker wants of it
     * @param events  hears what it does
     * @param measures what is measured of it
     */
    record Request(TaskId id, TaskPlan plan, TaskControl control, TaskEvents events, TaskMeasures measures) {}
}
