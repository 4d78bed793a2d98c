package dev.sluice.plugin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Collects what the package logs while a test runs. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.sluice.plugin");
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    LogLines() {
        setContext(logger.getLoggerContext());
        start();
        logger.setLevel(Level.INFO);
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    List<String> at(Level level) {
        return events.stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** The one line of a level that contains all the texts. */
    String only(Level level, String... texts) {
        List<String> lines = at(level).stream()
                .filter(line -> List.of(texts).stream().allMatch(line::contains))
                .toList();
        if (lines.size() != 1) {
            throw new AssertionError(lines.size() + " lines with " + List.of(texts) + " among " + at(level));
        }
        return lines.get(0);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(null);
    }
}
