package dev.sluice.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SessionLeaseTest {
    private final SessionLease lease = new SessionLease(10_000, 1_000);

    @Test
    void itLastsTheSessionTimeoutAndNotLonger() {
        assertFalse(lease.isOver(10_999));
        assertEquals(1, lease.remainingMs(10_999));
        assertTrue(lease.isOver(11_000));
        assertEquals(0, lease.remainingMs(20_000));
    }

    @Test
    void itIsCountedFromTheSendingOfTheAnsweredRequest() {
        lease.renew(4_000);

        assertFalse(lease.isOver(13_999));
        assertTrue(lease.isOver(14_000));
        assertEquals(9_500, lease.silenceMs(13_500));
    }

    @Test
    void anAnswerToAnOlderRequestDoesNotShortenIt() {
        lease.renew(4_000);

        lease.renew(2_000);

        assertFalse(lease.isOver(13_999));
    }

    @Test
    void anAnswerThatWasStillOnItsWayDuringAFreezeDoesNotSaveIt() {
        lease.renew(4_000);

        assertTrue(lease.isOver(60_000), "awake again after a freeze");
        lease.renew(4_500);

        assertTrue(lease.isOver(60_000), "the answer is about the time before the freeze");
    }

    @Test
    void aFreshAnswerAfterAFreezeSavesIt() {
        lease.renew(60_000);

        assertFalse(lease.isOver(60_001));
    }
}
