package dev.sluice.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps log lines that belong to a connector: those that were logged in its context (KIP-449), by threads that it or one
 * of its tasks has started, or by the network threads of its Kafka clients, which are known by their names.
 */
public final class LineCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Pattern CONTEXT = Pattern.compile("\\[(.*)\\|(?:worker|task-(\\d+)(?:\\|offsets)?)] ");
    private static final Pattern CLIENT_THREAD = Pattern.compile(
            "kafka-(?:producer-network|admin-client)-thread \\| connector-(?:[a-z]+-)?(?:producer|adminclient)-(.+)-(\\d+)");

    private final LoggerContext loggers;
    private final RecentLines lines;
    private final SecretMask secrets;

    public LineCapture(LoggerContext loggers, RecentLines lines, SecretMask secrets) {
        this.loggers = loggers;
        this.lines = lines;
        this.secrets = secrets;
        setContext(loggers);
        setName("recent-lines-" + System.identityHashCode(this));
        start();
        root().addAppender(this);
    }

    private record Source(String connector, OptionalInt task, Optional<String> thread) {}

    @Override
    protected void append(ILoggingEvent event) {
        source(event).ifPresent(source -> {
            Optional<String> trace =
                    Optional.ofNullable(event.getThrowableProxy()).map(ThrowableProxyUtil::asString);
            lines.add(
                    source.connector(),
                    new LogLine(
                            event.getTimeStamp(),
                            source.task(),
                            source.thread(),
                            event.getLevel().toString(),
                            event.getLoggerName(),
                            secrets.mask(String.valueOf(event.getFormattedMessage())),
                            trace.map(secrets::mask)));
        });
    }

    private static Optional<Source> source(ILoggingEvent event) {
        String context = event.getMDCPropertyMap().get("connector.context");
        if (context != null) {
            return source(CONTEXT.matcher(context), Optional.empty());
        }
        Optional<String> thread = Optional.of(String.valueOf(event.getThreadName()));
        Optional<Source> owned =
                ThreadOwner.ofThisThread().map(owner -> new Source(owner.connector(), owner.task(), thread));
        return owned.isPresent() ? owned : source(CLIENT_THREAD.matcher(thread.get()), thread);
    }

    private static Optional<Source> source(Matcher found, Optional<String> thread) {
        if (!found.matches()) {
            return Optional.empty();
        }
        OptionalInt task =
                found.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(found.group(2)));
        return Optional.of(new Source(found.group(1), task, thread));
    }

    /** Captures nothing any more. */
    @Override
    public void close() {
        root().detachAppender(this);
        stop();
    }

    private ch.qos.logback.classic.Logger root() {
        return loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
