package dev.sluice.pipeline.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.config.ErrorSettings;
import dev.sluice.metrics.Measures;
import dev.sluice.model.TargetState;
import dev.sluice.pipeline.control.ManualTime;
import dev.sluice.pipeline.control.RecordedEvents;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.RecordedFailures;
import dev.sluice.pipeline.error.Settings;
import dev.sluice.pipeline.error.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;

class ConversionTest {
    private final ManualTime time = new ManualTime();
    private final TaskControl control = new TaskControl(TargetState.STARTED, time);
    private final RecordedFailures<Object> failures = new RecordedFailures<>();
    private final List<String> calls = new ArrayList<>();
    private RuntimeException keyFailure;
    private RuntimeException valueFailure;
    private boolean addsHeader;

    /** Writes down its calls, and the loader that they come with. */
    private final class Noting implements Converter {
        private final String name;

        Noting(String name) {
            this.name = name;
        }

        private void note() {
            calls.add(name + " " + (Thread.currentThread().getContextClassLoader() == Noting.class.getClassLoader()));
            RuntimeException failure = name.equals("key") ? keyFailure : valueFailure;
            if (failure instanceof RetriableException) {
                keyFailure = null;
                valueFailure = null;
            }
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {}

        @Override
        public byte[] fromConnectData(String topic, Schema schema, Object value) {
            note();
            return value == null ? null : value.toString().getBytes(UTF_8);
        }

        @Override
        public byte[] fromConnectData(String topic, Headers headers, Schema schema, Object value) {
            if (addsHeader) {
                headers.add("by-" + name, new byte[] {1});
            }
            return fromConnectData(topic, schema, value);
        }

        @Override
        public SchemaAndValue toConnectData(String topic, byte[] value) {
            note();
            return value == null
                    ? SchemaAndValue.NULL
                    : new SchemaAndValue(Schema.STRING_SCHEMA, new String(value, UTF_8));
        }
    }

    private <T> ErrorHandler<T> errors(ErrorSettings settings) {
        return new ErrorHandler<>(settings, List.of(failures), control, time, new Random(1), Measures.errors());
    }

    private SourceConversion source(ErrorSettings settings) {
        ErrorHandler<SourceRecord> errors = errors(settings);
        return new SourceConversion(
                new TransformationChain<>(List.of(), errors),
                TestConverters.with(new Noting("key"), new Noting("value")),
                errors,
                Measures.task().conversions());
    }

    private SinkConversion sink(ErrorSettings settings) {
        ErrorHandler<ConsumerRecord<byte[], byte[]>> errors = errors(settings);
        return new SinkConversion(
                new TransformationChain<>(List.of(), errors),
                TestConverters.with(new Noting("key"), new Noting("value")),
                errors,
                new TopicUseTracker(new RecordedEvents(), true),
                Measures.task().conversions());
    }

    private static SourceRecord record() {
        return new SourceRecord(Map.of(), Map.of(), "out", null, Schema.STRING_SCHEMA, "k", Schema.STRING_SCHEMA, "v");
    }

    @Test
    void keyComesBeforeValueAndEachSeesItsOwnLoader() {
        ClassLoader other = new ClassLoader(getClass().getClassLoader()) {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(other);
        try {
            source(Settings.intolerant()).convert(record());

            assertEquals(List.of("key true", "value true"), calls);
            assertSame(other, Thread.currentThread().getContextClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void headersThatAConverterAddsStayWithTheirRecord() {
        SourceConversion conversion = source(Settings.intolerant());
        addsHeader = true;
        ProducerRecord<byte[], byte[]> first = conversion.convert(record());
        ProducerRecord<byte[], byte[]> second = conversion.convert(record());
        addsHeader = false;
        ProducerRecord<byte[], byte[]> third = conversion.convert(record());

        assertEquals(2, first.headers().toArray().length);
        assertEquals(2, second.headers().toArray().length);
        assertEquals(0, third.headers().toArray().length);
    }

    @Test
    void afterAStageHasFailedTheOthersAreSkipped() {
        keyFailure = new DataException("bad key");

        assertNull(source(Settings.tolerant()).convert(record()));

        assertEquals(List.of("key true"), calls);
        assertEquals(Stage.KEY_CONVERTER, failures.all.get(0).stage());
        assertEquals(Noting.class.getName(), failures.all.get(0).className());
    }

    @Test
    void aRetriableFailureIsRepairedByAnotherAttempt() {
        valueFailure = new RetriableException("later");

        ProducerRecord<byte[], byte[]> converted =
                source(Settings.retrying(-1, 60_000, false)).convert(record());

        assertArrayEquals("v".getBytes(UTF_8), converted.value());
        assertEquals(List.of("key true", "value true", "value true"), calls);
        assertEquals(300, time.waitedMs());
    }

    @Test
    void anErrorIsNeverTolerated() {
        SourceConversion conversion = source(Settings.tolerant());
        SourceRecord broken = record();
        TransformationChain<SourceRecord, SourceRecord> chain = new TransformationChain<>(
                List.of(TestConverters.<SourceRecord>step(each -> {
                    throw new NoClassDefFoundError("missing");
                })),
                errors(Settings.tolerant()));

        assertThrows(NoClassDefFoundError.class, () -> chain.apply(broken, broken));
        assertEquals(List.of(), failures.all);
        conversion.close();
    }

    @Test
    void aSinkRecordRemembersItsBytesAlsoWhenItIsDerived() {
        ConsumerRecord<byte[], byte[]> message =
                new ConsumerRecord<>("in", 2, 9, "k".getBytes(UTF_8), "v".getBytes(UTF_8));

        SinkRecord converted = sink(Settings.tolerant()).convert(message);
        SinkRecord derived = converted.newRecord("other", 5, null, null, null, "changed", null);

        assertEquals(List.of("key true", "value true"), calls);
        assertSame(message, ((InternalSinkRecord) derived).context().original());
        assertEquals("other", derived.topic());
        assertEquals("in", derived.originalTopic());
        assertEquals(9, derived.originalKafkaOffset());
        assertNull(converted.timestamp(), "no timestamp is none");
    }

    @Test
    void aRecordThatATaskMadeItselfIsSerializedAgain() {
        SinkRecord own = new SinkRecord("in", 2, Schema.STRING_SCHEMA, "k", Schema.STRING_SCHEMA, "mine", 9);

        ConsumerRecord<byte[], byte[]> serialized = sink(Settings.tolerant()).serialize(own);

        assertArrayEquals("mine".getBytes(UTF_8), serialized.value());
        assertEquals("in", serialized.topic());
        assertEquals(9, serialized.offset());
    }
}
