package dev.sluice.pipeline.sink;

import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskEvents;

/**
 * The two ends of a sink task's string.
 *
 * @param control what the worker wants of it
 * @param events  what it has to say
 */
public record SinkControls(TaskControl control, TaskEvents events) {}
