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
 * Keeps log lines that belong to a connector: those that were logged in its context (KIP-449), or by the network threads
 * of its tasks' Kafka clients, which have no context but a name.
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

    @Override
    protected void append(ILoggingEvent event) {
        String context = event.getMDCPropertyMap().get("connector.context");
        Matcher source = context == null
                ? CLIENT_THREAD.matcher(String.valueOf(event.getThreadName()))
                : CONTEXT.matcher(context);
        if (!source.matches()) {
            return;
        }
        OptionalInt task =
                source.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(source.group(2)));
        Optional<String> trace = Optional.ofNullable(event.getThrowableProxy()).map(ThrowableProxyUtil::asString);
        lines.add(
                source.group(1),
                new LogLine(
                        event.getTimeStamp(),
                        task,
                        event.getLevel().toString(),
                        event.getLoggerName(),
                        secrets.mask(String.valueOf(event.getFormattedMessage())),
                        trace.map(secrets::mask)));
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
