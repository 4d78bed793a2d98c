package dev.sluice.app;

import ch.qos.logback.classic.LoggerContext;
import dev.sluice.events.EventHistory;
import dev.sluice.group.GroupAssignment;
import dev.sluice.herder.RebalanceObserver;
import dev.sluice.logging.LineCapture;
import dev.sluice.logging.LoggedSecrets;
import dev.sluice.logging.RecentLines;
import dev.sluice.logging.SecretMask;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.rest.Insight;
import dev.sluice.store.config.ConfigEvent;
import dev.sluice.store.config.ConfigListener;
import dev.sluice.store.config.ConfigMoment;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** What a worker remembers of what happened, and what it must never tell. */
final class Memory implements AutoCloseable {
    private final EventHistory events;
    private final RecentLines lines = new RecentLines();
    private final SecretMask secrets;
    private final Optional<LineCapture> capture;

    Memory(Clock clock) {
        ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
        this.events = new EventHistory(clock);
        this.secrets = LoggedSecrets.of(loggers);
        this.capture = loggers instanceof LoggerContext context
                ? Optional.of(new LineCapture(context, lines, secrets))
                : Optional.empty();
    }

    EventHistory events() {
        return events;
    }

    SecretMask secrets() {
        return secrets;
    }

    Insight insight() {
        return new Insight(events, lines);
    }

    /** Has changes noted and passed on. */
    ConfigListener noting(ConfigListener next) {
        return new ConfigListener() {
            @Override
            public void onChange(ConfigSnapshot after, List<ConfigEvent> changes) {
                next.onChange(after, changes);
            }

            @Override
            public void onMoments(List<ConfigMoment> moments, boolean loading) {
                events.onMoments(moments, loading);
            }
        };
    }

    /** Has rebalances noted, and passed on. */
    RebalanceObserver noting(RebalanceObserver next) {
        return new RebalanceObserver() {
            @Override
            public void assigned(GroupAssignment assignment) {
                next.assigned(assignment);
                events.onRebalance(
                        assignment.generation(),
                        assignment.leaderUrl(),
                        assignment.held().connectors().size(),
                        assignment.held().tasks().size());
            }

            @Override
            public void resolved() {
                next.resolved();
            }
        };
    }

    @Override
    public void close() {
        capture.ifPresent(LineCapture::close);
    }
}
