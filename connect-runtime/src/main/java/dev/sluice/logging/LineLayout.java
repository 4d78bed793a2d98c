package dev.sluice.logging;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a line of the log is written, for logging configurations: as text by a pattern, or as one JSON object; in both
 * without the secrets that the worker knows of.
 *
 * <p>Fields of the object: {@code time} (ISO 8601, UTC), {@code level}, {@code logger}, {@code thread}, {@code message};
 * where there are such, {@code connector}, {@code task} (a number), {@code scope} ({@code worker} or {@code offsets}),
 * {@code trace}, and the rest of the MDC under its own names.
 */
public final class LineLayout extends LayoutBase<ILoggingEvent> {
    private static final String CONTEXT_KEY = "connector.context";
    private static final Pattern CONTEXT = Pattern.compile("\\[(.*)\\|(worker|task-(\\d+)(\\|offsets)?)] ");

    private final JsonFactory json = new JsonFactory();
    private final PatternLayout text = new PatternLayout();
    private String format = "text";
    private SecretMask secrets = new SecretMask();

    /** @param format {@code text} or {@code json}, in any case */
    public void setFormat(String format) {
        this.format = format.strip();
    }

    /** @param pattern a pattern of Logback's, for text */
    public void setPattern(String pattern) {
        text.setPattern(pattern);
    }

    @Override
    public void start() {
        if (!format.equalsIgnoreCase("text") && !format.equalsIgnoreCase("json")) {
            addWarn("The log format is '" + format + "', but can be text or json only; lines are written as text");
            format = "text";
        }
        secrets = LoggedSecrets.in(getContext());
        text.setContext(getContext());
        text.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        return format.equalsIgnoreCase("json") ? object(event) : secrets.mask(text.doLayout(event));
    }

    private String object(ILoggingEvent event) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = json.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField(
                    "time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
            out.writeStringField("level", event.getLevel().toString());
            out.writeStringField("logger", event.getLoggerName());
            out.writeStringField("thread", event.getThreadName());
            out.writeStringField("message", secrets.mask(String.valueOf(event.getFormattedMessage())));
            writeContext(event.getMDCPropertyMap(), out);
            if (event.getThrowableProxy() != null) {
                out.writeStringField("trace", secrets.mask(ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append(System.lineSeparator()).toString();
    }

    private void writeContext(Map<String, String> context, JsonGenerator out) throws IOException {
        for (Map.Entry<String, String> entry : context.entrySet()) {
            Matcher known = CONTEXT.matcher(String.valueOf(entry.getValue()));
            if (!entry.getKey().equals(CONTEXT_KEY) || !known.matches()) {
                out.writeStringField(entry.getKey(), secrets.mask(String.valueOf(entry.getValue())));
                continue;
            }
            out.writeStringField("connector", known.group(1));
            if (known.group(3) != null) {
                out.writeNumberField("task", Integer.parseInt(known.group(3)));
            }
            if (known.group(3) == null || known.group(4) != null) {
                out.writeStringField("scope", known.group(4) == null ? "worker" : "offsets");
            }
        }
    }
}
