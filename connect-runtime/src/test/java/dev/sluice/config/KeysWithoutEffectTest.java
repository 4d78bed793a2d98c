package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysWithoutEffectTest {

    @Test
    void namesWhatIsSetAndDoesNothing() {
        Map<String, String> found = KeysWithoutEffect.among(Map.of(
                "config.storage.partitions", "3",
                "config.storage.min.insync.replicas", "2",
                "offset.storage.partitions", "5",
                "status.storage.cleanup.policy", "delete"));

        assertEquals(Set.of("config.storage.partitions", "status.storage.cleanup.policy"), found.keySet());
        assertTrue(found.get("config.storage.partitions").contains("one partition"));
    }

    @Test
    void anOrdinaryFileHasNone() {
        assertEquals(Map.of(), KeysWithoutEffect.among(Map.of("config.storage.topic", "configs", "group.id", "g")));
    }
}
