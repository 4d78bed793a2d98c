package org.apache.kafka.connect.data;

import dev.sluice.differential.Differential;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValuesDifferentialTest {
    private Differential differential;

    @BeforeEach
    void load() {
        differential = new Differential();
    }

    @AfterEach
    void unload() throws IOException {
        differential.close();
    }

    @Test
    void readsTextLikeApache() {
        differential.assertSame(Parsing.class, 8_000);
    }

    @Test
    void readsAndWritesTextLikeApacheInOtherZonesAndLocales() {
        differential.assertSame(ParsingElsewhere.class, 3_000);
    }

    @Test
    void takesTextApartLikeApache() {
        differential.assertSame(Tokens.class, 5_000);
    }

    @Test
    void convertsLikeApache() {
        differential.assertSame(Conversions.class, 4_000);
    }

    @Test
    void writesTextAndReadsItBackLikeApache() {
        differential.assertSame(RoundTrips.class, 4_000);
    }

    @Test
    void infersSchemasLikeApache() {
        differential.assertSame(Inference.class, 4_000);
    }

    @Test
    void alignsContainersLikeApache() {
        differential.assertSame(Alignment.class, 3_000);
    }

    public static class Parsing implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            RandomText texts = new RandomText(new Random(seed));
            for (int i = 0; i < 20; i++) {
                String text = texts.next();
                transcript.note(text, () -> Values.parseString(text));
            }
            transcript.note("null", () -> Values.parseString(null));
            transcript.note("empty", () -> Values.parseString(""));
            return transcript.toString();
        }
    }

    public static class ParsingElsewhere implements LongFunction<String> {
        private static final String[] ZONES = {
            "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Africa/Monrovia"
        };
        private static final Locale[] LOCALES = {
            Locale.ROOT,
            Locale.GERMANY,
            Locale.forLanguageTag("th-TH"),
            Locale.forLanguageTag("ar-EG"),
            new Locale("ja", "JP", "JP"),
            Locale.forLanguageTag("sv-SE")
        };

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            TimeZone zone = TimeZone.getDefault();
            Locale locale = Locale.getDefault();
            try {
                TimeZone.setDefault(TimeZone.getTimeZone(ZONES[random.nextInt(ZONES.length)]));
                Locale.setDefault(LOCALES[random.nextInt(LOCALES.length)]);
                return run(random);
            } finally {
                TimeZone.setDefault(zone);
                Locale.setDefault(locale);
            }
        }

        @SuppressWarnings("JavaUtilDate")
        private static String run(Random random) {
            Transcript transcript = new Transcript();
            RandomText texts = new RandomText(random);
            RandomData data = new RandomData(random);
            for (int i = 0; i < 10; i++) {
                String text = texts.temporal();
                transcript.note(text, () -> Values.parseString(text));
                String number = texts.number();
                transcript.note(number, () -> Values.parseString(number));
                java.util.Date date = data.instant();
                transcript.note("write " + date.getTime(), () -> Values.convertToString(null, date));
                transcript.note("format", () -> Values.dateFormatFor(date).format(date));
            }
            return transcript.toString();
        }
    }

    public static class Tokens extends Values implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            Random random = new Random(seed);
            String text = new RandomText(random).next();
            Parser parser = new Parser(text);
            String[] expected = {",", ":", "[", "]", "{", "}", "\"", "null", " ", "", "1"};
            for (int i = 0; i < 30; i++) {
                String token = expected[random.nextInt(expected.length)];
                boolean blanks = random.nextBoolean();
                int number = random.nextInt(6);
                int position = random.nextInt(text.length() + 3) - 1;
                Callable<?> step =
                        switch (random.nextInt(8)) {
                            case 0 -> () -> parser.next(number);
                            case 1 -> () -> parser.canConsume(token);
                            case 2 -> () -> parser.canConsume(token, blanks);
                            case 3 -> () -> parser.isNext(token, blanks);
                            case 4 -> () -> rewind(parser, number < 2 ? position : parser.mark());
                            default -> parser::next;
                        };
                transcript.note(number + token + blanks, step);
                transcript.note("position", parser::position);
                transcript.note("mark", parser::mark);
                transcript.note("has next", parser::hasNext);
                transcript.note("can consume", parser::canConsumeNextToken);
                transcript.note("previous", parser::previous);
            }
            transcript.note("original", parser::original);
            transcript.note("no text", () -> new Parser(null));
            return transcript.toString();
        }

        private static String rewind(Parser parser, int position) {
            parser.rewindTo(position);
            return "rewound to " + position;
        }
    }

    public static class Conversions extends Values implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            Random random = new Random(seed);
            RandomData data = new RandomData(random);
            for (int i = 0; i < 4; i++) {
                Object value = data.any();
                Schema schema = random.nextInt(3) == 0 ? null : data.schema(2);
                Schema target = data.schema(1);
                int scale = random.nextInt(4);
                transcript.note("value", () -> value);
                transcript.note("boolean", () -> convertToBoolean(schema, value));
                transcript.note("byte", () -> convertToByte(schema, value));
                transcript.note("short", () -> convertToShort(schema, value));
                transcript.note("integer", () -> convertToInteger(schema, value));
                transcript.note("long", () -> convertToLong(schema, value));
                transcript.note("float", () -> convertToFloat(schema, value));
                transcript.note("double", () -> convertToDouble(schema, value));
                transcript.note("string", () -> convertToString(schema, value));
                transcript.note("list", () -> convertToList(schema, value));
                transcript.note("map", () -> convertToMap(schema, value));
                transcript.note("struct", () -> convertToStruct(schema, value));
                transcript.note("decimal", () -> convertToDecimal(schema, value, scale));
                transcript.note("date", () -> convertToDate(schema, value));
                transcript.note("time", () -> convertToTime(schema, value));
                transcript.note("timestamp", () -> convertToTimestamp(schema, value));
                transcript.note("as long", () -> asLong(value, schema, new IllegalStateException()));
                transcript.note("as double", () -> asDouble(value, schema, null));
                transcript.note(
                        "same",
                        () -> !(value instanceof Number || value instanceof String)
                                && convertTo(target, schema, value) == value);
                transcript.note("to " + Transcript.describe(target), () -> convertTo(target, schema, value));
            }
            return transcript.toString();
        }
    }

    public static class RoundTrips extends Values implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            Random random = new Random(seed);
            RandomData data = new RandomData(random);
            for (int i = 0; i < 8; i++) {
                Object value = data.any();
                transcript.note("text", () -> convertToString(null, value));
                transcript.note("embedded", () -> {
                    StringBuilder out = new StringBuilder("x");
                    append(out, value, true);
                    return out;
                });
                transcript.note("elements", () -> {
                    StringBuilder out = new StringBuilder();
                    appendIterable(out, Arrays.asList(value, null, value).iterator());
                    return out;
                });
                transcript.note("back", () -> parseString(convertToString(null, value)));
                transcript.note(
                        "back from list", () -> parseString(convertToString(null, Arrays.asList(value, value))));
            }
            String text = new RandomText(random).next();
            transcript.note("escape", () -> escape(text));
            transcript.note("escape null", () -> escape(null));
            return transcript.toString();
        }
    }

    public static class Inference extends Values implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            RandomData data = new RandomData(new Random(seed));
            for (int i = 0; i < 10; i++) {
                Object value = data.any();
                transcript.note("value", () -> value);
                transcript.note("schema", () -> inferSchema(value));
                transcript.note("alike", () -> inferSchema(Arrays.asList(value, value)));
                transcript.note("mixed", () -> inferSchema(Arrays.asList(value, data.any())));
                transcript.note("with null", () -> inferSchema(Arrays.asList(null, value)));
                transcript.note("map", () -> {
                    Map<Object, Object> map = new LinkedHashMap<>();
                    map.put(value, null);
                    map.put("key", value);
                    return inferSchema(map);
                });
            }
            return transcript.toString();
        }
    }

    public static class Alignment extends Values implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            Random random = new Random(seed);
            RandomData data = new RandomData(random);
            List<Object> list = new ArrayList<>();
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(data.any());
                map.put(data.any(), data.any());
            }
            Schema part = data.schema(2);
            Schema array = SchemaBuilder.array(part).build();
            Schema known = SchemaBuilder.map(part, data.schema(2)).build();
            transcript.note("list", () -> alignListEntriesWithSchema(array, list));
            transcript.note("list of unknown", () -> alignListEntriesWithSchema(unknown(Schema.Type.ARRAY), list));
            transcript.note("keys", () -> alignMapKeysWithSchema(known, map));
            transcript.note("keys of unknown", () -> alignMapKeysWithSchema(unknown(Schema.Type.MAP), map));
            transcript.note("entries", () -> alignMapKeysAndValuesWithSchema(known, map));
            transcript.note("entries of unknown", () -> alignMapKeysAndValuesWithSchema(unknown(Schema.Type.MAP), map));
            transcript.note("no schema", () -> alignListEntriesWithSchema(null, list));
            return transcript.toString();
        }

        private static Schema unknown(Schema.Type type) {
            return new ConnectSchema(type);
        }
    }
}
