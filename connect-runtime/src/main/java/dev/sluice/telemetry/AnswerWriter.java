package dev.sluice.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Answers as JSON. Timestamps are whole seconds of UTC, the oldest first. */
final class AnswerWriter {
    private static final double WHOLE_NUMBERS_UP_TO = 1e15;

    private final ObjectMapper mapper;

    AnswerWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    private interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    /** The answer of {@code query}. */
    byte[] query(Answer answer) {
        return object(out -> {
            if (answer.grouped()) {
                writeGroups(out, answer);
            } else {
                writeRows(out, answer);
            }
            if (answer.nextToken().isPresent()) {
                writeMeta(out, answer);
            }
        });
    }

    /** The answer of {@code attributes}. */
    byte[] attributes(Answer answer) {
        return object(out -> {
            out.writeArrayFieldStart("data");
            for (Answer.Group group : answer.groups()) {
                out.writeStartObject();
                writeLabels(out, answer, group.labels());
                out.writeEndObject();
            }
            out.writeEndArray();
            writeMeta(out, answer);
        });
    }

    private byte[] object(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = mapper.getFactory().createGenerator(bytes)) {
            out.writeStartObject();
            content.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("An answer cannot be written as JSON", e);
        }
        return bytes.toByteArray();
    }

    private record Row(List<String> labels, Answer.Point point) {}

    private static void writeRows(JsonGenerator out, Answer answer) throws IOException {
        List<Row> rows = new ArrayList<>();
        answer.groups().forEach(group -> group.points().forEach(point -> rows.add(new Row(group.labels(), point))));
        // Groups are in order already, and sorting is stable.
        rows.sort(Comparator.comparingLong(row -> row.point().epochSeconds()));
        out.writeArrayFieldStart("data");
        for (Row row : rows) {
            out.writeStartObject();
            writePoint(out, row.point());
            writeLabels(out, answer, row.labels());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeGroups(JsonGenerator out, Answer answer) throws IOException {
        out.writeArrayFieldStart("data");
        for (Answer.Group group : answer.groups()) {
            out.writeStartObject();
            writeLabels(out, answer, group.labels());
            out.writeArrayFieldStart("points");
            for (Answer.Point point : group.points()) {
                out.writeStartObject();
                writePoint(out, point);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writePoint(JsonGenerator out, Answer.Point point) throws IOException {
        out.writeStringField(
                "timestamp", Instant.ofEpochSecond(point.epochSeconds()).toString());
        out.writeFieldName("value");
        out.writeNumber(number(point.value()));
    }

    private static void writeLabels(JsonGenerator out, Answer answer, List<String> labels) throws IOException {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i) != null) {
                out.writeStringField(answer.groupBy().get(i), labels.get(i));
            }
        }
    }

    private static void writeMeta(JsonGenerator out, Answer answer) throws IOException {
        out.writeObjectFieldStart("meta");
        out.writeObjectFieldStart("pagination");
        out.writeNumberField("page_size", answer.pageSize());
        if (answer.nextToken().isPresent()) {
            out.writeStringField("next_page_token", answer.nextToken().get());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    /** Always with a fraction and never with an exponent. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < WHOLE_NUMBERS_UP_TO) {
            return (long) value + ".0";
        }
        String text = BigDecimal.valueOf(value).toPlainString();
        return text.indexOf('.') < 0 ? text + ".0" : text;
    }
}
