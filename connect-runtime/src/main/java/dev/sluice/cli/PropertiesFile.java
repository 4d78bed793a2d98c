package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;

/** Reads files of Java properties: ISO-8859-1 with escapes, values with their trailing blanks. */
final class PropertiesFile {
    private PropertiesFile() {}

    /**
     * @param what what the file is, for errors: as in "The worker's properties file"
     * @throws ConfigException if there is no such file or it is malformed
     */
    static Map<String, String> read(String what, Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new ConfigException(what + " " + file.toAbsolutePath()
                    + " does not exist or cannot be read; give the path of an existing one");
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(what + " " + file.toAbsolutePath() + " is malformed: " + e.getMessage()
                    + "; a backslash has to be doubled");
        }
        Map<String, String> result = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> result.put(key, properties.getProperty(key)));
        return result;
    }
}
