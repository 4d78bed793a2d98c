package org.apache.kafka.connect.converters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.differential.Differential;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.junit.jupiter.api.Test;

class PrimitiveConvertersTest {
    private static final List<Class<?>> ALL = List.of(
            BooleanConverter.class,
            ByteArrayConverter.class,
            DoubleConverter.class,
            FloatConverter.class,
            IntegerConverter.class,
            LongConverter.class,
            ShortConverter.class);

    @Test
    void convertLikeApaches() throws IOException {
        try (Differential differential = new Differential()) {
            differential.assertSame(PrimitiveScenario.class, Long.getLong("differential.seeds", 500));
        }
    }

    @Test
    void areFoundAsServices() {
        assertTrue(typesOf(ServiceLoader.load(Converter.class)).containsAll(ALL));
        assertTrue(typesOf(ServiceLoader.load(HeaderConverter.class)).containsAll(ALL));
    }

    @Test
    void leaveTheBufferThatIsWrittenAsItWas() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(2);

        byte[] written = new ByteArrayConverter().fromConnectData("topic", null, buffer);

        assertArrayEquals(new byte[] {1, 2, 3}, written);
        assertEquals(2, buffer.position());
    }

    private static List<? extends Class<?>> typesOf(ServiceLoader<?> loader) {
        return loader.stream().map(ServiceLoader.Provider::type).toList();
    }
}
