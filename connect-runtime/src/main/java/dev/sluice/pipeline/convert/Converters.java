package dev.sluice.pipeline.convert;

import dev.sluice.plugin.Isolated;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * The three converters of one task. They are used by the task's thread only.
 *
 * @param key    of record keys
 * @param value  of record values
 * @param header of header values
 */
public record Converters(Isolated<Converter> key, Isolated<Converter> value, Isolated<HeaderConverter> header)
        implements AutoCloseable {

    @Override
    public void close() {
        Utils.closeQuietly(key, "key converter");
        Utils.closeQuietly(value, "value converter");
        Utils.closeQuietly(header, "header converter");
    }
}
