package org.apache.kafka.connect.json;

import dev.sluice.differential.Rendering;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;

/** Reads random messages: proper ones, odd ones and malformed ones, in several encodings and configurations. */
public final class ReadingScenario implements LongFunction<String> {
    private static final int MESSAGES = 10;

    public ReadingScenario() {}

    @Override
    public String apply(long seed) {
        Random random = new Random(seed);
        JsonTexts texts = new JsonTexts(random);
        Map<String, Object> config = new RandomData(random).converterConfig();
        JsonTexts.Shape shape = texts.shape(3);
        boolean fixedSchema = random.nextInt(4) == 0;
        if (fixedSchema) {
            config.put("schema.content", shape.schema());
        }
        JsonConverter converter = new JsonConverter();
        StringBuilder transcript = new StringBuilder(config.toString()).append('\n');
        String configured = Rendering.outcome(() -> {
            converter.configure(config, false);
            return "configured";
        });
        transcript.append(configured).append('\n');
        if (configured.startsWith("throws")) {
            return transcript.toString();
        }
        boolean bare = fixedSchema || Boolean.FALSE.equals(config.get("schemas.enable"));
        for (int i = 0; i < MESSAGES; i++) {
            String text = bare ? shape.payload().get() : texts.envelope(shape);
            byte[] message = encode(text, random);
            transcript.append(text).append("\n  ");
            transcript.append(Rendering.outcome(() -> converter.toConnectData("topic", message)));
            transcript.append('\n');
        }
        return transcript.toString();
    }

    private static byte[] encode(String text, Random random) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(40)) {
            case 0 -> text.getBytes(StandardCharsets.UTF_16LE);
            case 1 -> text.getBytes(StandardCharsets.UTF_16);
            case 2 -> text.getBytes(Charset.forName("UTF-32"));
            case 3 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 4 -> Arrays.copyOf(utf8, random.nextInt(utf8.length + 1));
            case 5 -> withOneOtherByte(utf8, random);
            default -> utf8;
        };
    }

    private static byte[] withOneOtherByte(byte[] bytes, Random random) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
