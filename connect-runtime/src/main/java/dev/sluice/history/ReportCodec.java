package dev.sluice.history;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports as bytes. A record is a version, start id, sequence, minute, and then measurements up to the end: kind, number
 * of names, names, number, a set of fields and the value of each, in the order of the fields. Numbers are
 * {@link Varints}, texts are a length and UTF-8. Fields and kinds that a later version adds are skipped by this one; a
 * record of another version is skipped as a whole.
 */
final class ReportCodec {
    private static final int VERSION = 1;
    private static final int MOST_NAMES = 16;

    private ReportCodec() {}

    static byte[] encode(Report report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        out.write(VERSION);
        writeText(out, report.startId());
        Varints.write(out, report.sequence());
        Varints.write(out, report.minute());
        report.measurements().forEach(each -> write(out, each));
        return out.toByteArray();
    }

    /** How many bytes a measurement takes. */
    static int size(Measurement measurement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        write(out, measurement);
        return out.size();
    }

    private static void write(ByteArrayOutputStream out, Measurement measurement) {
        SeriesKey key = measurement.series();
        Varints.write(out, key.kind().code());
        Varints.write(out, key.names().size());
        key.names().forEach(name -> writeText(out, name));
        Varints.write(out, key.number());
        long fields = 0;
        for (Field field : measurement.values().keySet()) {
            fields |= field.bit();
        }
        Varints.write(out, fields);
        measurement.values().values().forEach(value -> Varints.write(out, value));
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Varints.write(out, bytes.length);
        out.writeBytes(bytes);
    }

    /** Empty for what this version does not understand. */
    static Optional<Report> decode(byte[] bytes) {
        if (bytes == null || bytes.length == 0 || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.get();
        try {
            String startId = readText(in);
            long sequence = Varints.read(in);
            long minute = Varints.read(in);
            List<Measurement> measurements = new ArrayList<>();
            while (in.hasRemaining()) {
                read(in).ifPresent(measurements::add);
            }
            return Optional.of(new Report(startId, sequence, minute, measurements));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Measurement> read(ByteBuffer in) {
        long kind = Varints.read(in);
        long count = Varints.read(in);
        if (count < 1 || count > MOST_NAMES) {
            throw new IllegalArgumentException("A series has " + count + " names");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(readText(in));
        }
        int number = (int) Varints.read(in);
        Map<Field, Long> values = new EnumMap<>(Field.class);
        for (long rest = Varints.read(in); rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            long value = Varints.read(in);
            Field.at(bit).ifPresent(field -> values.put(field, value));
        }
        return SeriesKey.Kind.of(kind).map(known -> new Measurement(new SeriesKey(known, names, number), values));
    }

    private static String readText(ByteBuffer in) {
        long length = Varints.read(in);
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
