package org.apache.kafka.connect.data;

import java.util.Random;

/** Makes texts for the parser: values by its grammar, values that are nearly right, and noise. */
public final class RandomText {
    private static final String NOISE =
            ":,{}[]\"\\ \t\n-+.eE0123456789TZabnulltrue_'\u00e4\u0663\u20ac\u0000\uffff\ud83d";
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "+0",
        "007",
        "127",
        "128",
        "-128",
        "-129",
        "32767",
        "32768",
        "-32769",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "1.",
        "1.0",
        "0.0",
        "0e5",
        "0e-5",
        "00.10",
        "1e3",
        "1e+3",
        "1E-3",
        "1e19",
        "1e18",
        "1.5e400",
        "-1.5e400",
        "1e-400",
        "3.4028235e38",
        "3.5e38",
        "1.7976931348623157e308",
        "1.8e308",
        "4.9e-324",
        "1e2147483647",
        "1e2147483648",
        "1e99999999999",
        "1e-2147483647",
        "123abc",
        "1L",
        "0x10",
        "1_000",
        "--1",
        "+-1",
        "1e",
        "1e+",
        "1.2.3",
        ".5",
        "-.5",
        "+.",
        "NaN",
        "Infinity",
        "-",
        "+",
        "1 2",
        "1e5e5",
        "9.3e18",
        "9.2e18",
        "16777217",
        "16777217.0"
    };
    private static final String[] WORDS = {
        "null",
        "true",
        "false",
        "TRUE",
        "Null",
        "nul",
        "nulll",
        "truefalse",
        "t",
        "n",
        "f",
        "abc",
        "a b",
        "\u00e4\u20ac",
        "\\",
        "\\\\",
        "\\:",
        "a\\,b",
        "",
        " ",
        "\t"
    };

    private final Random random;

    public RandomText(Random random) {
        this.random = random;
    }

    /** A text that is a value, or nearly, or not at all. */
    public String next() {
        String text = random.nextInt(20) == 0 ? noise() : blanks() + value(0) + blanks();
        int mutations = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
        for (int i = 0; i < mutations; i++) {
            text = mutate(text);
        }
        return text;
    }

    public String number() {
        return switch (random.nextInt(5)) {
            case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 2 -> Float.toString((random.nextInt(2000) - 1000) / 8f);
            case 3 ->
                digits(1 + random.nextInt(22)) + "." + digits(random.nextInt(6)) + "e" + (random.nextInt(50) - 25);
            default -> NUMBERS[random.nextInt(NUMBERS.length)];
        };
    }

    public String temporal() {
        String date = field(4, 2100) + "-" + field(2, 13) + "-" + field(2, 32);
        String time = field(2, 25) + ":" + field(2, 61) + ":" + field(2, 61) + "." + field(3, 1000) + "Z";
        if (random.nextInt(4) == 0) {
            time = time.replace(":", "\\:");
        }
        return switch (random.nextInt(5)) {
            case 0 -> date;
            case 1 -> time;
            case 2 -> date + "T" + time;
            case 3 ->
                random.nextInt(100) + "-" + random.nextInt(10) + "-" + random.nextInt(10)
                        + mutate(random.nextBoolean() ? ",,,,a" : ":[]:x");
            default -> mutate(random.nextBoolean() ? date + "T" + time : time);
        };
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 9)) {
            case 0, 1 -> number();
            case 2 -> temporal();
            case 3 -> WORDS[random.nextInt(WORDS.length)];
            case 4 -> quoted();
            case 5, 6 -> array(depth);
            default -> map(depth);
        };
    }

    private String array(int depth) {
        StringBuilder out = new StringBuilder("[").append(blanks());
        int size = random.nextInt(4);
        boolean alike = random.nextBoolean();
        int kind = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            out.append(alike ? ofKind(kind) : value(depth + 1)).append(blanks());
            out.append(i < size - 1 || random.nextInt(6) == 0 ? "," : "").append(blanks());
        }
        return out.append(']').toString();
    }

    private String map(int depth) {
        StringBuilder out = new StringBuilder("{").append(blanks());
        int size = random.nextInt(4);
        int keys = random.nextInt(4);
        int values = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            out.append(random.nextInt(8) == 0 ? value(depth + 1) : ofKind(keys)).append(blanks());
            out.append(':').append(blanks());
            out.append(values == 4 ? value(depth + 1) : ofKind(values)).append(blanks());
            out.append(random.nextInt(6) == 0 ? "" : ",").append(blanks());
        }
        return out.append('}').toString();
    }

    private String ofKind(int kind) {
        return switch (random.nextInt(12) == 0 ? 4 : kind) {
            case 0 -> quoted();
            case 1 -> Integer.toString(random.nextInt(80000) >> random.nextInt(17));
            case 2 -> number();
            case 3 -> random.nextBoolean() ? "[" + random.nextInt(300) + "]" : "{" + random.nextInt(3) + ":null}";
            default -> "null";
        };
    }

    private String quoted() {
        String content =
                switch (random.nextInt(4)) {
                    case 0 -> temporal();
                    case 1 -> "a : b , \\\"x\\\" {1} ";
                    case 2 -> noise().replace("\"", "");
                    default -> WORDS[random.nextInt(WORDS.length)];
                };
        return "\"" + content + "\"";
    }

    private String field(int width, int bound) {
        String digits = Integer.toString(random.nextInt(bound));
        return random.nextInt(10) == 0 ? digits : "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private String digits(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append((char) ('0' + random.nextInt(10)));
        }
        return out.toString();
    }

    private String blanks() {
        return random.nextInt(4) == 0 ? " \t\n ".substring(random.nextInt(4)) : "";
    }

    private String noise() {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(24);
        for (int i = 0; i < length; i++) {
            out.append(noiseCharacter());
        }
        return out.toString();
    }

    private String mutate(String text) {
        int at = random.nextInt(text.length() + 1);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + noiseCharacter() + text.substring(at);
            case 1 -> at == text.length() ? text : text.substring(0, at) + text.substring(at + 1);
            case 2 -> at == text.length() ? text : text.substring(0, at) + noiseCharacter() + text.substring(at + 1);
            default -> text.substring(0, at);
        };
    }

    private char noiseCharacter() {
        return NOISE.charAt(random.nextInt(NOISE.length()));
    }
}
