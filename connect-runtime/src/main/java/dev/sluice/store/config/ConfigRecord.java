package dev.sluice.store.config;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import java.util.Map;
import java.util.Optional;

/**
 * What a record of the config topic says.
 */
sealed interface ConfigRecord {

    /** Lets the fold take the record in. */
    void applyTo(ConfigFold fold);

    /** A connector's raw config; empty once it is removed. */
    record Connector(String connector, Optional<Map<String, String>> config) implements ConfigRecord {
        @Override
        public void applyTo(ConfigFold fold) {
            fold.connector(this);
        }
    }

    /** What a connector is to do; empty once that is removed. */
    record Target(String connector, Optional<TargetState> state) implements ConfigRecord {
        @Override
        public void applyTo(ConfigFold fold) {
            fold.target(this);
        }
    }

    /** A task's raw config, which means nothing before the next commit. */
    record Task(TaskId task, Map<String, String> config) implements ConfigRecord {
        @Override
        public void applyTo(ConfigFold fold) {
            fold.task(this);
        }
    }

    /** The task configs before this record are those of tasks 0 to {@code tasks - 1}. */
    record Commit(String connector, int tasks) implements ConfigRecord {
        @Override
        public void applyTo(ConfigFold fold) {
            fold.commit(this);
        }
    }

    /** Producers of all tasks from before the last commit are fenced; from now on there are this many. */
    record TaskCount(String connector, int tasks) implements ConfigRecord {
        @Override
        public void applyTo(ConfigFold fold) {
            fold.taskCount(this);
        }
    }

    /**
     * Someone asks for a restart.
     *
     * @param doubt what was not understood and taken for its default, if anything
     */
    record Restart(RestartRequest request, Optional<String> doubt) implements ConfigRecord {
        @Override
        public void applyTo(ConfigFold fold) {
            doubt.ifPresent(fold::doubt);
            fold.restart(request);
        }
    }

    /** The key for requests between workers. */
    record Session(SessionKey key) implements ConfigRecord {
        @Override
        public void applyTo(ConfigFold fold) {
            fold.session(this);
        }
    }

    /** Someone asks for a log level on all workers. */
    record LoggerLevel(String logger, String level) implements ConfigRecord {
        @Override
        public void applyTo(ConfigFold fold) {
            fold.loggerLevel(logger, level);
        }
    }

    /** A record that is valid JSON, so that it counts for the offset, and means nothing for this reason. */
    record Meaningless(String reason) implements ConfigRecord {
        @Override
        public void applyTo(ConfigFold fold) {
            fold.skip(reason);
        }
    }
}
