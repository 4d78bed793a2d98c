package org.apache.kafka.connect.transforms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;

/** One scenario for each transformation: a random configuration, now and then a wrong one, and random records. */
final class Scenarios {
    private static final String REPLACE_NULL = "replace.null.with.default";

    private Scenarios() {}

    private static Map<String, Object> config(RandomRecords data) {
        Map<String, Object> config = new HashMap<>();
        if (data.chance(50)) {
            config.put(REPLACE_NULL, data.chance(50));
        }
        return config;
    }

    private static void maybe(Map<String, Object> config, RandomRecords data, int percent, String key, Object value) {
        if (data.chance(percent)) {
            config.put(key, value);
        }
    }

    public static final class InsertFields implements LongFunction<String> {
        public InsertFields() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = config(data);
            for (String part : List.of("topic", "partition", "offset", "timestamp", "static")) {
                String suffix = data.any(List.of("", "!", "?"));
                String name = data.chance(70) ? "new-" + part : data.name();
                maybe(config, data, part.equals("offset") ? 20 : 45, part + ".field", name + suffix);
            }
            maybe(config, data, 80, "static.value", "fixed");
            return Exercise.keyOrValue("InsertField", config, random);
        }
    }

    public static final class ReplaceFields implements LongFunction<String> {
        public ReplaceFields() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = config(data);
            maybe(config, data, 50, "exclude", data.names());
            maybe(config, data, 40, "include", data.names());
            List<String> renames = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                String target = data.chance(60) ? "new" + i : data.name();
                renames.add(data.name() + (data.chance(97) ? ":" + target : ""));
            }
            maybe(config, data, 60, "renames", data.chance(50) ? renames : String.join(",", renames));
            return Exercise.keyOrValue("ReplaceField", config, random);
        }
    }

    public static final class RegexRouters implements LongFunction<String> {
        public RegexRouters() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = new HashMap<>();
            maybe(
                    config,
                    data,
                    97,
                    "regex",
                    data.any(List.of("(.*)", "orders-?(.*)", "o", "[a-z]+", "[", "(a)|(o.*)")));
            maybe(config, data, 97, "replacement", data.any(List.of("$1", "to-$1", "fixed", "$2", "", "\\$1", "$")));
            return Exercise.single("RegexRouter", config, random);
        }
    }

    public static final class Casts implements LongFunction<String> {
        private static final List<String> TYPES = List.of(
                "int8", "int16", "INT32", "int64", "float32", "float64", "boolean", "string", " String ", "int32");

        public Casts() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = config(data);
            List<String> spec = new ArrayList<>();
            if (data.chance(25)) {
                spec.add(data.any(TYPES));
            }
            for (int i = spec.isEmpty() || data.chance(3) ? random.nextInt(4) : 0; i > 0; i--) {
                String type =
                        data.chance(98) ? data.any(TYPES) : data.any(List.of("bytes", "array", "x", " ", "int8:x"));
                spec.add(data.any(List.of("a", "b", " c", "d", "a.b")) + ":" + type);
            }
            config.put("spec", data.chance(80) ? String.join(",", spec) : spec);
            return Exercise.keyOrValue("Cast", config, random);
        }
    }

    public static final class ExtractFields implements LongFunction<String> {
        public ExtractFields() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = config(data);
            String path = data.chance(50) ? data.name() : data.name() + "." + data.name();
            maybe(config, data, 99, "field", data.chance(90) ? path : "`a.b`." + data.name());
            maybe(config, data, 70, "field.syntax.version", data.any(List.of("V1", "v2", "V2", "V2", "V3")));
            return Exercise.keyOrValue("ExtractField", config, random);
        }
    }

    public static final class HoistFields implements LongFunction<String> {
        public HoistFields() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = new HashMap<>();
            maybe(config, data, 97, "field", data.name());
            return Exercise.keyOrValue("HoistField", config, random);
        }
    }

    public static final class MaskFields implements LongFunction<String> {
        public MaskFields() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = config(data);
            config.put("fields", data.names());
            maybe(config, data, 40, "replacement", data.any(List.of("1", "1.9", "300", "text", "", "-1e3", " ")));
            return Exercise.keyOrValue("MaskField", config, random);
        }
    }

    public static final class Filters implements LongFunction<String> {
        public Filters() {}

        @Override
        public String apply(long seed) {
            return Exercise.single("Filter", Map.of("any", "thing"), new Random(seed));
        }
    }

    public static final class TimestampRouters implements LongFunction<String> {
        public TimestampRouters() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = new HashMap<>();
            List<String> topics = List.of("${timestamp}/${topic}", "${topic}${topic}", "x", "", "$1-${timestamp}");
            maybe(config, data, 60, "topic.format", data.any(topics));
            List<String> patterns = List.of("yyyy", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "", "qq", "'${topic}'", "EEE MMM");
            maybe(config, data, 60, "timestamp.format", data.any(patterns));
            return Exercise.single("TimestampRouter", config, random);
        }
    }

    public static final class ValuesToKeys implements LongFunction<String> {
        public ValuesToKeys() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = config(data);
            maybe(config, data, 98, "fields", data.chance(60) ? data.any(List.of("a", "b", "c,a")) : data.names());
            return Exercise.single("ValueToKey", config, random);
        }
    }

    public static final class Flattens implements LongFunction<String> {
        public Flattens() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = new HashMap<>();
            maybe(config, data, 50, "delimiter", data.any(List.of("_", "", "..")));
            return Exercise.keyOrValue("Flatten", config, random);
        }
    }

    public static final class SchemaMetadata implements LongFunction<String> {
        public SchemaMetadata() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = config(data);
            maybe(config, data, 60, "schema.name", data.any(List.of("new", "", "org.x.Y")));
            maybe(config, data, 60, "schema.version", data.any(List.of("1", "-2", "x")));
            return Exercise.keyOrValue("SetSchemaMetadata", config, random);
        }
    }

    public static final class TimestampConverters implements LongFunction<String> {
        public TimestampConverters() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = config(data);
            maybe(config, data, 75, "field", data.any(List.of("a", "b", "c", "d")));
            config.put(
                    "target.type",
                    data.any(List.of("string", "unix", "Date", "Time", "Timestamp", "Timestamp", "date")));
            List<String> formats = List.of("yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "H", "qq", " ", "yyyy");
            maybe(config, data, 80, "format", data.any(formats));
            List<String> units = List.of("seconds", "milliseconds", "microseconds", "nanoseconds", "SECONDS");
            maybe(config, data, 60, "unix.precision", data.any(units));
            return Exercise.keyOrValue("TimestampConverter", config, random);
        }
    }

    public static final class HeadersFrom implements LongFunction<String> {
        public HeadersFrom() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = config(data);
            boolean one = data.chance(60);
            config.put("fields", one ? data.any(List.of("a", "b", "c")) : data.any(List.of("a,b", "a,a", "d,c,a", "")));
            config.put("headers", one ? data.any(List.of("a", "h", "h")) : data.any(List.of("h,a", "x,y,z", "h,h")));
            config.put("operation", data.any(List.of("move", "copy", "move", "copy", "move", "copy", "Move")));
            return Exercise.keyOrValue("HeaderFrom", config, random);
        }
    }

    public static final class InsertHeaders implements LongFunction<String> {
        public InsertHeaders() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = new HashMap<>();
            maybe(config, data, 97, "header", data.any(List.of("a", "h", "")));
            List<String> literals = List.of("5", "text", "[1,2]", "null", "", "{\"a\":1}", "true", "1.5", "300", "[");
            maybe(config, data, 97, "value.literal", data.any(literals));
            return Exercise.single("InsertHeader", config, random);
        }
    }

    public static final class DropsOfHeaders implements LongFunction<String> {
        public DropsOfHeaders() {}

        @Override
        public String apply(long seed) {
            Random random = new Random(seed);
            RandomRecords data = new RandomRecords(random);
            Map<String, Object> config = new HashMap<>();
            maybe(config, data, 97, "headers", data.any(List.of("a", "a,b", "h", "x", "", "a,,b", "a,a")));
            return Exercise.single("DropHeaders", config, random);
        }
    }
}
