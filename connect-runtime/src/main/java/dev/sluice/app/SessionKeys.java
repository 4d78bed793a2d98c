package dev.sluice.app;

import dev.sluice.config.WorkerConfig;
import dev.sluice.model.SessionKey;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.function.Supplier;
import javax.crypto.KeyGenerator;
import org.apache.kafka.common.config.ConfigException;

/** Makes session keys as {@code inter.worker.key.*} ask for (KIP-507). */
final class SessionKeys implements Supplier<SessionKey> {
    private final KeyGenerator generator;
    private final Clock clock;

    /**
     * @throws ConfigException if the algorithm does not take keys of the configured size
     */
    SessionKeys(WorkerConfig config, Clock clock) {
        this.clock = clock;
        try {
            generator = KeyGenerator.getInstance(config.interWorkerKeyAlgorithm());
        } catch (NoSuchAlgorithmException e) {
            throw new ConfigException(
                    "inter.worker.key.generation.algorithm", config.interWorkerKeyAlgorithm(), e.getMessage());
        }
        config.interWorkerKeySize().ifPresent(bits -> {
            try {
                generator.init(bits);
            } catch (RuntimeException e) {
                throw new ConfigException(
                        "inter.worker.key.size",
                        bits,
                        "not a key size of " + config.interWorkerKeyAlgorithm() + ": " + e.getMessage());
            }
        });
    }

    @Override
    public SessionKey get() {
        return new SessionKey(generator.generateKey(), clock.millis());
    }
}
