package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.junit.jupiter.api.Test;

class JsonConverterTest {
    private static final String INT_ENVELOPE = "{\"schema\":{\"type\":\"int32\",\"optional\":false},\"payload\":7}";

    private static JsonConverter converter(Map<String, ?> config) {
        JsonConverter converter = new JsonConverter();
        converter.configure(config, false);
        return converter;
    }

    private static SchemaAndValue read(JsonConverter converter, String message) {
        return converter.toConnectData("topic", message.getBytes(UTF_8));
    }

    @Test
    void writesSchemaThenPayload() {
        byte[] message = converter(Map.of()).fromConnectData("topic", Schema.INT32_SCHEMA, 7);

        assertEquals(INT_ENVELOPE, new String(message, UTF_8));
    }

    @Test
    void writesBarePayloadWithoutSchemas() {
        byte[] message = converter(Map.of("schemas.enable", false)).fromConnectData("topic", Schema.INT32_SCHEMA, 7);

        assertEquals("7", new String(message, UTF_8));
    }

    @Test
    void writesNothingForNeitherSchemaNorValue() {
        assertNull(converter(Map.of()).fromConnectData("topic", null, null));
    }

    @Test
    void readsPropertiesInAnyOrder() {
        SchemaAndValue read = read(converter(Map.of()), "{\"payload\":7,\"schema\":{\"type\":\"int32\"}}");

        assertEquals(new SchemaAndValue(Schema.INT32_SCHEMA, 7), read);
    }

    @Test
    void takesTheLastOfPropertiesThatAreThereTwice() {
        String message = "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"type\":\"bytes\",\"field\":\"a\"}]},"
                + "\"payload\":{\"a\":\"no Base64\",\"a\":\"AQ==\"}}";

        Struct read = assertInstanceOf(
                Struct.class, read(converter(Map.of()), message).value());

        assertEquals(1, read.getBytes("a")[0]);
    }

    @Test
    void readsMessagesWithTheSameSchemaTextIntoOneSchemaObject() {
        JsonConverter converter = converter(Map.of());

        assertSame(
                read(converter, INT_ENVELOPE).schema(),
                read(converter, INT_ENVELOPE).schema());
    }

    @Test
    void refusesAnEnvelopeWithMoreThanSchemaAndPayload() {
        JsonConverter converter = converter(Map.of());

        assertThrows(DataException.class, () -> read(converter, "{\"schema\":null,\"payload\":7,\"other\":1}"));
    }

    @Test
    void refusesAValueThatContainsItself() {
        JsonConverter converter = converter(Map.of());
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThrows(DataException.class, () -> converter.fromConnectData("topic", null, list));
    }

    @Test
    void givesTreesThatTheCallerMayChange() {
        JsonConverter converter = converter(Map.of());
        Schema schema = SchemaBuilder.int8().name("n").build();

        converter.asJsonSchema(schema).removeAll();

        assertEquals(schema, converter.asConnectSchema(converter.asJsonSchema(schema)));
    }

    @Test
    void isFoundAsAService() {
        assertEquals(1, countJsonConverters(ServiceLoader.load(Converter.class)));
        assertEquals(1, countJsonConverters(ServiceLoader.load(HeaderConverter.class)));
    }

    private static long countJsonConverters(ServiceLoader<?> loader) {
        return loader.stream().filter(p -> p.type() == JsonConverter.class).count();
    }
}
