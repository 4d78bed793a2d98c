package org.apache.kafka.connect.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** JSON texts from a seed: schemas, payloads that mostly fit them, and texts that are wrong in many ways. */
final class JsonTexts {
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "127",
            "300",
            "32768",
            "2147483647",
            "2147483648",
            "4294967297",
            "9223372036854775807",
            "9223372036854775808",
            "-12345678901234567890123",
            "1.0",
            "1.9",
            "-0.0",
            "12.340",
            "1e3",
            "1.5E+2",
            "1e400",
            "-1e-400",
            "007",
            "3.4028236e38",
            "0.1",
            "1e99999999999",
            "123456789.123456789123456789");
    private static final List<String> TEXTS = List.of(
            "\"\"",
            "\"a\"",
            "\"AQID\"",
            "\"AQI=\"",
            "\"AQI\"",
            "\" AQI= \"",
            "\"A QID\"",
            "\"*\"",
            "\"12.34\"",
            "\"true\"",
            "\"NaN\"",
            "\"\\ud83d\\ude00 \\n\\u0041\"",
            "\"ü\"",
            "\"日本\"");
    private static final List<String> MALFORMED = List.of(
            "",
            " ",
            "nul",
            "NaN",
            "'a'",
            "+1",
            ".5",
            "1.",
            "[1,]",
            "{\"a\":1,}",
            "[1",
            "{\"a\"",
            "\"a",
            "\"\u0001\"",
            "/**/1",
            "{a:1}",
            "-",
            "\"\\x\"",
            "12x",
            "[1 2]",
            "}",
            "1 2",
            "{} x",
            "tru");

    private final Random random;

    JsonTexts(Random random) {
        this.random = random;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** A schema's text, and texts of values for it. */
    record Shape(String schema, Supplier<String> payload) {}

    Shape shape(int depth) {
        Shape shape = properShape(depth);
        return new Shape(shape.schema(), () -> chance(88) ? shape.payload().get() : value(2));
    }

    private Shape properShape(int depth) {
        return switch (random.nextInt(depth > 0 ? 16 : 12)) {
            case 0 -> scalar("int8", NUMBERS);
            case 1 -> scalar("int16", NUMBERS);
            case 2 -> scalar("int32", NUMBERS);
            case 3 -> scalar("int64", NUMBERS);
            case 4 -> scalar(chance(95) ? "float" : "float32", NUMBERS);
            case 5 -> scalar("double", NUMBERS);
            case 6 -> scalar("boolean", List.of("true", "false"));
            case 7 -> scalar("string", TEXTS);
            case 8 -> scalar("bytes", TEXTS);
            case 9 -> logical("bytes", "Decimal");
            case 10 -> chance(50) ? logical("int32", "Date") : logical("int32", "Time");
            case 11 -> logical(chance(90) ? "int64" : "string", "Timestamp");
            case 12 -> array(shape(depth - 1));
            case 13 -> map(chance(50) ? scalar("string", TEXTS) : shape(depth - 1), shape(depth - 1));
            default -> struct(depth);
        };
    }

    private Shape scalar(String type, List<String> payloads) {
        Supplier<String> payload = () -> any(payloads);
        return new Shape(schemaText(type, new ArrayList<>(), payload), payload);
    }

    private Shape logical(String type, String name) {
        List<String> properties = new ArrayList<>();
        properties.add("\"name\":\"org.apache.kafka.connect.data." + name + "\"");
        if (name.equals("Decimal") && chance(90)) {
            properties.add("\"parameters\":{\"scale\":\"" + (chance(95) ? "2" : "x") + "\"}");
        }
        Supplier<String> payload = () -> name.equals("Decimal") && chance(60) ? any(TEXTS) : any(NUMBERS);
        return new Shape(schemaText(type, properties, payload), payload);
    }

    private Shape array(Shape element) {
        Supplier<String> payload = () -> sequence("[", element.payload(), "]");
        List<String> properties = new ArrayList<>();
        if (chance(97)) {
            properties.add("\"items\":" + element.schema());
        }
        return new Shape(schemaText("array", properties, payload), payload);
    }

    private Shape map(Shape key, Shape value) {
        Supplier<String> payload = key.schema().contains("\"string\"")
                ? () -> sequence("{", () -> name() + ":" + value.payload().get(), "}")
                : () -> sequence("[", () -> pair(key, value), "]");
        List<String> properties = new ArrayList<>();
        if (chance(97)) {
            properties.add("\"keys\":" + key.schema());
        }
        if (chance(97)) {
            properties.add("\"values\":" + value.schema());
        }
        return new Shape(schemaText("map", properties, payload), payload);
    }

    private String pair(Shape key, Shape value) {
        String both = key.payload().get() + "," + value.payload().get();
        return "[" + (chance(96) ? both : chance(50) ? key.payload().get() : both + "," + both) + "]";
    }

    private Shape struct(int depth) {
        List<Shape> shapes = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Shape field = shape(depth - 1);
            shapes.add(field);
            String name = chance(98) ? "\"f" + fields.size() + "\"" : any(List.of("\"f0\"", "1", "\"\""));
            String schema = field.schema();
            fields.add(
                    schema.endsWith("}") && schema.length() > 2
                            ? schema.substring(0, schema.length() - 1) + ",\"field\":" + name + "}"
                            : schema);
        }
        Supplier<String> payload = () -> structPayload(shapes);
        List<String> properties = new ArrayList<>();
        if (chance(97)) {
            properties.add("\"fields\":" + (chance(98) ? "[" + String.join(", ", fields) + "]" : value(1)));
        }
        return new Shape(schemaText("struct", properties, payload), payload);
    }

    private String structPayload(List<Shape> shapes) {
        List<String> properties = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            if (chance(92)) {
                properties.add("\"f" + i + "\":" + shapes.get(i).payload().get());
            }
            if (chance(4)) {
                properties.add("\"f" + i + "\" : " + value(1));
            }
        }
        if (chance(10)) {
            properties.add("\"other\":" + value(2));
        }
        if (chance(40)) {
            Collections.shuffle(properties, random);
        }
        return "{" + String.join(",", properties) + "}";
    }

    private String schemaText(String type, List<String> properties, Supplier<String> payload) {
        if (chance(1)) {
            return any(List.of("null", "{}", "5", "[]", "\"int8\""));
        }
        properties.add("\"type\":" + (chance(98) ? "\"" + type + "\"" : any(List.of("\"INT8\"", "7", "\"\""))));
        if (chance(70)) {
            properties.add("\"optional\":" + (chance(95) ? chance(50) : "\"true\""));
        }
        if (chance(15)) {
            properties.add("\"version\":" + any(List.of("1", "2", "1.0", "\"1\"", "99999999999", "null")));
        }
        if (chance(10)) {
            properties.add("\"doc\":" + any(List.of("\"d\"", "3", "null")));
        }
        if (chance(10) && properties.stream().noneMatch(p -> p.startsWith("\"name\""))) {
            properties.add("\"name\":" + any(List.of("\"some.Name\"", "3", "null")));
        }
        if (chance(6) && properties.stream().noneMatch(p -> p.startsWith("\"parameters\""))) {
            properties.add("\"parameters\":"
                    + any(List.of("{}", "{\"a\":\"b\",\"c\":\"d\"}", "{\"a\":1}", "[]", "null", "{\"a\":null}")));
        }
        if (chance(15)) {
            properties.add("\"default\":" + (chance(90) ? payload.get() : value(1)));
        }
        if (chance(5)) {
            properties.add("\"unknown\":" + value(2));
        }
        if (chance(30)) {
            Collections.shuffle(properties, random);
        }
        return "{" + String.join(chance(80) ? "," : " ,\n", properties) + "}";
    }

    private String sequence(String open, Supplier<String> element, String close) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(element.get());
        }
        return open + String.join(",", elements) + close;
    }

    private String name() {
        return any(List.of("\"a\"", "\"b\"", "\"c\"", "\"\"", "\"ü\"", "\"\\u0061\""));
    }

    /** Any JSON value, seldom a malformed one. */
    String value(int depth) {
        if (chance(2)) {
            return any(MALFORMED);
        }
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> "null";
            case 1 -> any(List.of("true", "false"));
            case 2 -> any(NUMBERS);
            case 3 -> any(TEXTS);
            case 4 -> sequence("[", () -> value(depth - 1), "]");
            default -> sequence("{", () -> name() + ":" + value(depth - 1), "}");
        };
    }

    /** A whole message for a converter with schemas: mostly a proper envelope. */
    String envelope(Shape shape) {
        String schema = "\"schema\":" + shape.schema();
        String payload = "\"payload\":" + shape.payload().get();
        return switch (random.nextInt(24)) {
            case 0 -> "{" + payload + "," + schema + "}";
            case 1 -> "{" + schema + "," + payload + ",\"more\":" + value(1) + "}";
            case 2 -> "{" + schema + ",\"payload\":" + value(2) + "," + payload + "}";
            case 3 -> "{\"schema\":" + value(1) + "," + schema + "," + payload + "}";
            case 4 -> "{" + schema + "}";
            case 5 -> value(2);
            case 6 -> "{\"schema\":null,\"payload\":" + value(3) + "}";
            case 7 -> " { \"schema\" : " + shape.schema() + " , " + payload + "\n} trailing";
            case 8 -> "{" + schema + "," + payload;
            default -> "{" + schema + "," + payload + "}";
        };
    }
}
