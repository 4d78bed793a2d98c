package org.apache.kafka.connect.header;

import dev.sluice.differential.Differential;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.apache.kafka.connect.data.RandomData;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Transcript;
import org.junit.jupiter.api.Test;

class ConnectHeadersDifferentialTest {
    @Test
    void behaveLikeApaches() throws IOException {
        try (Differential differential = new Differential()) {
            differential.assertSame(Operations.class, 8_000);
        }
    }

    public static class Operations extends ConnectHeaders implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            return new Run(new Random(seed)).text();
        }
    }

    /** One random life of some headers. */
    private static final class Run {
        private static final String[] KEYS = {"a", "b", "c", "d"};

        private final Transcript transcript = new Transcript();
        private final Random random;
        private final RandomData data;
        private final ConnectHeaders headers = new ConnectHeaders();
        private final ConnectHeaders others = new ConnectHeaders();

        Run(Random random) {
            this.random = random;
            this.data = new RandomData(random);
        }

        String text() {
            for (int i = 0; i < 25; i++) {
                boolean adds = random.nextInt(3) > 0;
                transcript.note("step " + i, adds ? addition() : operation());
                transcript.note("headers", () -> describe(headers));
                transcript.note("size", headers::size);
                transcript.note("empty", headers::isEmpty);
            }
            transcript.note("text", () -> new ConnectHeaders()
                    .addInt("a", 1)
                    .addString("b", null)
                    .add("c", null, null));
            transcript.note("hash", () -> new ConnectHeaders().hashCode());
            transcript.note("sum of hashes", this::hashesAgree);
            return transcript.toString();
        }

        private boolean hashesAgree() {
            List<Header> list = new ArrayList<>();
            headers.forEach(list::add);
            return headers.hashCode() == 31 + list.hashCode()
                    && headers.hashCode() == headers.duplicate().hashCode();
        }

        private Callable<?> addition() {
            String key = random.nextInt(30) == 0 ? null : KEYS[random.nextInt(KEYS.length)];
            Schema schema = random.nextInt(10) == 0 ? null : data.schema(1);
            Object value = random.nextInt(5) == 0 || schema == null ? data.any() : data.value(schema);
            int number = random.nextInt();
            java.util.Date date = random.nextInt(8) == 0 ? null : data.instant();
            boolean absent = random.nextInt(8) == 0;
            return switch (random.nextInt(18)) {
                case 0 -> () -> added(headers.addString(key, absent ? null : "text" + number));
                case 1 -> () -> added(headers.addBytes(key, absent ? null : new byte[] {(byte) number}));
                case 2 -> () -> added(headers.addBoolean(key, absent));
                case 3 -> () -> added(headers.addByte(key, (byte) number));
                case 4 -> () -> added(headers.addShort(key, (short) number));
                case 5 -> () -> added(headers.addInt(key, number));
                case 6 -> () -> added(headers.addLong(key, number));
                case 7 -> () -> added(headers.addFloat(key, number));
                case 8 -> () -> added(headers.addDouble(key, number));
                case 9 -> () -> added(headers.addList(key, absent ? null : List.of(number), schema));
                case 10 -> () -> added(headers.addMap(key, absent ? null : Map.of("k", number), schema));
                case 11 -> () -> added(headers.addStruct(key, absent ? null : struct()));
                case 12 -> () -> added(headers.addDecimal(key, absent ? null : new BigDecimal(number)));
                case 13 -> () -> added(headers.addDate(key, date));
                case 14 -> () -> added(headers.addTime(key, date));
                case 15 -> () -> added(headers.addTimestamp(key, date));
                case 16 -> () -> added(headers.add(key, absent ? null : new SchemaAndValue(schema, value)));
                default -> () -> added(headers.add(key, value, schema));
            };
        }

        private boolean added(Headers result) {
            return result == headers;
        }

        private Struct struct() {
            Schema schema =
                    SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build();
            return new Struct(schema).put("x", random.nextInt());
        }

        private Callable<?> operation() {
            String key = random.nextInt(30) == 0 ? null : KEYS[random.nextInt(KEYS.length)];
            int number = random.nextInt(4);
            return switch (random.nextInt(16)) {
                case 0 -> () -> added(headers.remove(key));
                case 1 -> () -> added(headers.retainLatest(key));
                case 2 -> () -> added(headers.retainLatest());
                case 3 -> () -> number == 0 ? added(headers.clear()) : describe(headers.lastWithName(key));
                case 4 -> () -> describe(headers.lastWithName(key));
                case 5 -> () -> describe(headers.allWithName(key));
                case 6 -> () -> added(headers.apply(key, transformation(number)));
                case 7 -> () -> added(headers.apply(transformation(number)));
                case 8 -> () -> compare(headers.duplicate());
                case 9 -> () -> compare(new ConnectHeaders(headers));
                case 10 -> () -> compare(new ConnectHeaders(copyOfAll()));
                case 11 ->
                    () -> added(headers.add(number == 0 ? null : copyOfAll().get(0)));
                case 12 -> () -> compare(others.addInt("a", number));
                case 13 -> () -> changeWhileIterating(key, number);
                case 14 -> () -> removeByIterator(number);
                default -> () -> renamed(key);
            };
        }

        private List<Header> copyOfAll() {
            List<Header> all = new ArrayList<>();
            headers.forEach(all::add);
            return all;
        }

        private Headers.HeaderTransform transformation(int kind) {
            return switch (kind) {
                case 0 -> header -> null;
                case 1 -> header -> header;
                case 2 -> header -> random.nextBoolean() ? header.rename("b") : header.with(Schema.INT32_SCHEMA, 1);
                default ->
                    header -> {
                        headers.addInt("z", 1);
                        return random.nextBoolean() ? header : null;
                    };
            };
        }

        private String compare(Headers that) {
            that.addString("extra", "only there");
            String differing = headers.equals(that) + "," + that.equals(headers);
            Headers copy = headers.duplicate();
            String same =
                    headers.equals(copy) + "," + (headers.hashCode() == copy.hashCode()) + "," + (copy == headers);
            return differing + "," + same + "," + headers.equals(copyOfAll()) + " " + describe(that);
        }

        private String changeWhileIterating(String key, int kind) {
            StringBuilder seen = new StringBuilder();
            for (Header header : headers) {
                seen.append(describe(header));
                switch (kind) {
                    case 0 -> headers.remove(key == null ? header.key() : key);
                    case 1 -> headers.retainLatest(header.key());
                    case 2 -> headers.apply(key, h -> h.rename("a"));
                    default -> headers.retainLatest();
                }
            }
            return seen.toString();
        }

        private String removeByIterator(int kind) {
            Iterator<Header> iterator = headers.iterator();
            StringBuilder seen = new StringBuilder();
            while (iterator.hasNext()) {
                seen.append(describe(iterator.next()));
                if (random.nextInt(4) == kind) {
                    iterator.remove();
                }
            }
            if (kind == 0) {
                iterator.remove();
            }
            return seen + describe(iterator.next());
        }

        private String renamed(String key) {
            Header header = headers.iterator().next();
            Header renamed = header.rename(key);
            return describe(renamed) + (renamed == header) + renamed.equals(header) + header.equals(renamed);
        }

        private static String describe(Iterator<Header> iterator) {
            StringBuilder out = new StringBuilder();
            iterator.forEachRemaining(header -> out.append(describe(header)));
            return out.toString();
        }

        private static String describe(Headers headers) {
            return describe(headers.iterator());
        }

        private static String describe(Header header) {
            return header == null
                    ? "none"
                    : header.key() + Transcript.describe(Arrays.asList(header.schema(), header.value()));
        }
    }
}
