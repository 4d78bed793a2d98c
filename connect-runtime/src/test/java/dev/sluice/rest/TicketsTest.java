package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.service.Ticket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TicketsTest {
    private final AtomicInteger ids = new AtomicInteger();
    private final Tickets tickets = new Tickets(() -> "worker-" + ids.incrementAndGet());

    private Ticket shown(String of, String number) {
        return tickets.shown(of, number, "PUT", "x", "fence");
    }

    @Test
    void takesATicketOnce() {
        assertTrue(shown("worker-1", "a").redeem().getAsBoolean());
        assertFalse(shown("worker-1", "a").redeem().getAsBoolean());
        assertTrue(shown("worker-1", "b").redeem().getAsBoolean());
    }

    @Test
    void takesNoTicketOfAnotherStart() {
        assertFalse(shown("worker-0", "a").redeem().getAsBoolean());
    }

    @Test
    void doesNotUseUpATicketThatIsOnlyShown() {
        shown("worker-1", "a");
        assertTrue(shown("worker-1", "a").redeem().getAsBoolean());
    }

    @Test
    void startsAnewBeforeItForgets() {
        for (int number = 0; number < Tickets.REMEMBERED; number++) {
            assertTrue(shown(tickets.incarnation(), "n" + number).redeem().getAsBoolean());
        }
        assertNotEquals("worker-1", tickets.incarnation());
        assertFalse(shown("worker-1", "n0").redeem().getAsBoolean());
        assertTrue(shown(tickets.incarnation(), "n0").redeem().getAsBoolean());
    }

    @Test
    void coversEverythingThatARequestAsksFor() {
        assertEquals(
                java.util.List.of("worker-1", "a", "PUT", "x", "fence"),
                shown("worker-1", "a").covered());
    }
}
