package dev.sluice.config;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Checks that the JVM knows the algorithms with which workers sign their requests to each other (KIP-507). */
final class CryptoAlgorithms {
    private CryptoAlgorithms() {}

    /** An algorithm that makes keys. */
    static final class KeyGenerators implements ConfigDef.Validator {
        @Override
        public void ensureValid(String key, Object value) {
            try {
                KeyGenerator.getInstance((String) value);
            } catch (NoSuchAlgorithmException e) {
                throw new ConfigException(
                        key, value, "This JVM has no key generator of that name; HmacSHA256 is in every one");
            }
        }

        @Override
        public String toString() {
            return "a key generator of this JVM";
        }
    }

    /** An algorithm that signs. */
    static final class Macs implements ConfigDef.Validator {
        @Override
        public void ensureValid(String key, Object value) {
            ensureMac(key, value);
        }

        @Override
        public String toString() {
            return "a MAC algorithm of this JVM";
        }
    }

    /** Several algorithms that sign. */
    static final class MacList implements ConfigDef.Validator {
        @Override
        public void ensureValid(String key, Object value) {
            if (!(value instanceof List<?> algorithms) || algorithms.isEmpty()) {
                throw new ConfigException(key, value, "Name at least one MAC algorithm, such as HmacSHA256");
            }
            algorithms.forEach(algorithm -> ensureMac(key, algorithm));
        }

        @Override
        public String toString() {
            return "one or more MAC algorithms of this JVM";
        }
    }

    private static void ensureMac(String key, Object value) {
        try {
            Mac.getInstance((String) value);
        } catch (NoSuchAlgorithmException e) {
            throw new ConfigException(
                    key, value, "This JVM has no MAC algorithm of that name; HmacSHA256 is in every one");
        }
    }
}
