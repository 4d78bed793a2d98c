package dev.sluice.history;

import java.util.List;

/**
 * What one worker tells of one minute, or a part of it: a record of the history topic.
 *
 * @param startId      tells this start of this worker from every other
 * @param sequence     counts the reports since then, from 1
 * @param minute       which, in minutes since the epoch
 * @param measurements what was measured
 */
public record Report(String startId, long sequence, long minute, List<Measurement> measurements) {

    public Report {
        measurements = List.copyOf(measurements);
    }
}
