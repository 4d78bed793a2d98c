package dev.sluice.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When values of config providers are looked at again, and what follows. */
class SecretWatchTest {
    private final SecretWatch secrets = new SecretWatch(1);
    private final AtomicReference<String> secret = new AtomicReference<>("old");
    private final AtomicInteger restarts = new AtomicInteger();

    @AfterEach
    void close() {
        secrets.close();
    }

    private static SecretWatch.Reading reading(String value, long ttlMs) {
        return new SecretWatch.Reading(value, OptionalLong.of(ttlMs));
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(30, TimeUnit.SECONDS));
    }

    @Test
    void whatHasNotChangedRestartsNothingHoweverOftenItIsLookedAt() throws Exception {
        CountDownLatch looks = new CountDownLatch(5);

        secrets.watch(
                "c",
                reading("old", 1),
                () -> {
                    looks.countDown();
                    return reading(secret.get(), 1);
                },
                restarts::incrementAndGet);

        await(looks);
        assertEquals(0, restarts.get());
    }

    @Test
    void whatHasChangedIsToldOnce() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        secrets.watch(
                "c",
                reading("old", 1),
                () -> {
                    looks.incrementAndGet();
                    return reading(secret.get(), 1);
                },
                () -> {
                    restarts.incrementAndGet();
                    told.countDown();
                });

        secret.set("new");

        await(told);
        int looksBefore = looks.get();
        CountDownLatch others = new CountDownLatch(3);
        secrets.watch(
                "other",
                reading("old", 1),
                () -> {
                    others.countDown();
                    return reading("old", 1);
                },
                () -> {});
        await(others);
        assertEquals(1, restarts.get());
        assertEquals(looksBefore, looks.get(), "nobody looks any more");
    }

    @Test
    void aProviderThatFailsIsAskedAgain() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();

        secrets.watch(
                "c",
                reading("old", 1),
                () -> {
                    if (looks.incrementAndGet() < 3) {
                        throw new IllegalStateException("away");
                    }
                    return reading("new", 1);
                },
                told::countDown);

        await(told);
        assertEquals(3, looks.get());
    }

    @Test
    void whatHoldsForEverAndWhatWasStoppedIsNotLookedAt() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        secrets.watch(
                "for ever",
                new SecretWatch.Reading("old", OptionalLong.empty()),
                () -> {
                    looks.incrementAndGet();
                    return reading("new", 1);
                },
                restarts::incrementAndGet);
        secrets.watch(
                        "stopped",
                        reading("old", 100),
                        () -> {
                            looks.incrementAndGet();
                            return reading("new", 1);
                        },
                        restarts::incrementAndGet)
                .close();
        CountDownLatch later = new CountDownLatch(1);

        secrets.watch("later", reading("old", 200), () -> reading("new", 1), later::countDown);

        await(later);
        assertEquals(0, looks.get());
        assertEquals(0, restarts.get());
    }
}
