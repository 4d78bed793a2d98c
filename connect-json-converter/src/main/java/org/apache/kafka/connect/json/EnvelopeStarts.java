package org.apache.kafka.connect.json;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Schema;

/**
 * The bytes that messages have lately started with, from the first one to the colon before the payload. Messages of
 * one schema mostly start alike, and for those neither the schema is parsed nor its end searched.
 */
final class EnvelopeStarts {
    private static final byte[] SCHEMA_NAME = JsonOutput.ascii('"' + JsonSchema.ENVELOPE_SCHEMA + '"');
    private static final byte[] PAYLOAD_NAME = JsonOutput.ascii('"' + JsonSchema.ENVELOPE_PAYLOAD + '"');

    private final Function<byte[], Schema> parser;
    private final Function<Schema, Optional<SchemaDecoder>> decoders;
    private final Cache<ByteBuffer, Start> starts;
    private final Recent<Start> recent;

    /**
     * Makes a cache.
     *
     * @param size     how many starts are kept
     * @param parser   makes a schema of its JSON text
     * @param decoders makes the decoder of a schema, if it can have one
     */
    EnvelopeStarts(int size, Function<byte[], Schema> parser, Function<Schema, Optional<SchemaDecoder>> decoders) {
        this.parser = parser;
        this.decoders = decoders;
        this.starts = new SynchronizedCache<>(new LRUCache<>(size));
        this.recent = new Recent<>(size);
    }

    /**
     * How a message starts.
     *
     * @param in a parser that may be used to find out
     * @throws Unusual if it does not start with a schema before a payload
     */
    Start of(byte[] message, JsonInput in) {
        for (int i = 0; i < recent.size(); i++) {
            Start candidate = recent.get(i);
            if (candidate != null && candidate.startsWith(message)) {
                return candidate;
            }
        }
        in.start(message, 0, 0);
        in.open('{');
        if (!in.isName(SCHEMA_NAME)) {
            throw new Unusual();
        }
        boolean hasSchema = in.peek() == '{';
        int from = in.offset();
        if (hasSchema) {
            in.skipObject();
        } else if (!in.isNull()) {
            throw new Unusual();
        }
        int to = in.offset();
        in.expect(',');
        if (!in.isName(PAYLOAD_NAME)) {
            throw new Unusual();
        }
        Start start = starts.get(ByteBuffer.wrap(message, 0, in.offset()));
        if (start == null) {
            Schema schema = hasSchema ? parser.apply(Arrays.copyOfRange(message, from, to)) : null;
            start = new Start(Arrays.copyOf(message, in.offset()), schema, decoders.apply(schema));
            starts.put(ByteBuffer.wrap(start.text()), start);
        }
        recent.add(start);
        return start;
    }

    /**
     * How messages of one schema start.
     *
     * @param text    their first bytes, up to the colon before the payload
     * @param schema  the schema in it, null if it is JSON null
     * @param decoder reads the payload; empty if only a {@link TreeReader} can
     */
    // Only ever looked at by its parts.
    @SuppressWarnings("ArrayRecordComponent")
    record Start(byte[] text, Schema schema, Optional<SchemaDecoder> decoder) {
        boolean startsWith(byte[] message) {
            return message.length >= text.length && Arrays.equals(message, 0, text.length, text, 0, text.length);
        }
    }
}
