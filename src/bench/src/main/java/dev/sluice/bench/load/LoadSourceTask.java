package dev.sluice.bench.load;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Makes the records of a {@link LoadSource}; goes on behind its last committed offset. */
public final class LoadSourceTask extends SourceTask {
    private static final int KEYS = 1024;
    private static final long WHEN_DONE_MS = 100;
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("load.Order")
            .field("number", Schema.INT64_SCHEMA)
            .field("buyer", Schema.STRING_SCHEMA)
            .field("weight", Schema.FLOAT64_SCHEMA)
            .field("pieces", Schema.INT32_SCHEMA)
            .field("shipped", Schema.BOOLEAN_SCHEMA)
            .field("remark", Schema.OPTIONAL_STRING_SCHEMA)
            .field("placed", Timestamp.SCHEMA)
            .field("total", Decimal.schema(2))
            .field("labels", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .build();

    private final String[] keys = new String[KEYS];
    private Map<String, String> partition;
    private String topic;
    private String shape;
    private String text;
    private byte[] bytes;
    private int perPoll;
    private long pauseMs;
    private long next;
    private long end;

    @Override
    public void start(Map<String, String> given) {
        AbstractConfig config = new AbstractConfig(LoadSource.CONFIG, given, false);
        topic = config.getString(LoadSource.TOPIC);
        shape = config.getString(LoadSource.SHAPE);
        text = "x".repeat(config.getInt(LoadSource.VALUE_BYTES));
        bytes = text.getBytes(StandardCharsets.UTF_8);
        perPoll = config.getInt(LoadSource.PER_POLL);
        pauseMs = config.getLong(LoadSource.PAUSE_MS);
        end = config.getLong(LoadSource.RECORDS);
        partition = Map.of("task", Integer.toString(config.getInt(LoadSource.NUMBER)));
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "key-" + i;
        }
        Map<String, Object> last = context.offsetStorageReader().offset(partition);
        next = last == null ? 0 : ((Number) last.get("done")).longValue();
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        long pause = next < end ? pauseMs : WHEN_DONE_MS;
        if (pause > 0) {
            TimeUnit.MILLISECONDS.sleep(pause);
        }
        int count = (int) Math.min(perPoll, end - next);
        List<SourceRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(record(next));
            next++;
        }
        return records.isEmpty() ? null : records;
    }

    private SourceRecord record(long number) {
        Schema schema =
                switch (shape) {
                    case "bytes" -> Schema.BYTES_SCHEMA;
                    case "struct" -> ORDER;
                    default -> Schema.STRING_SCHEMA;
                };
        Object value =
                switch (shape) {
                    case "bytes" -> bytes;
                    case "struct" -> order(number);
                    case "time" -> Long.toString(nowMicros());
                    default -> text;
                };
        return new SourceRecord(
                partition,
                Map.of("done", number + 1),
                topic,
                null,
                Schema.STRING_SCHEMA,
                keys[(int) (number % KEYS)],
                schema,
                value);
    }

    private static Struct order(long number) {
        return new Struct(ORDER)
                .put("number", number)
                .put("buyer", "buyer-" + number % 1000)
                .put("weight", number / 8.0)
                .put("pieces", (int) (number % 12))
                .put("shipped", number % 2 == 0)
                .put("remark", number % 3 == 0 ? null : "ring twice")
                .put("placed", Timestamp.toLogical(Timestamp.SCHEMA, 1_700_000_000_000L + number))
                .put("total", new BigDecimal(BigInteger.valueOf(number), 2))
                .put("labels", List.of("red", "green", "blue"));
    }

    private static long nowMicros() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(now.getNano());
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "1";
    }
}
