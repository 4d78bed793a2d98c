package dev.sluice.rest;

import dev.sluice.service.Ticket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The tickets of requests from other workers that this one has taken, so that it takes none twice. They are made for one
 * incarnation of this worker, which ends with the process, or when there are too many to remember; whoever sends a ticket
 * of an older one is refused and may ask for the new one. Safe for use by many threads.
 */
final class Tickets {
    /** Some MB at most; a worker sends one for each set of task configs. */
    static final int REMEMBERED = 50_000;

    private final Supplier<String> ids;
    private final Set<String> taken = new HashSet<>();
    private String incarnation;

    /** @param ids texts that never come twice, nor in another process */
    Tickets(Supplier<String> ids) {
        this.ids = ids;
        this.incarnation = ids.get();
    }

    /** For whom tickets have to be made now. */
    synchronized String incarnation() {
        return incarnation;
    }

    /**
     * A ticket as a request shows it.
     *
     * @param of        the incarnation that it was made for
     * @param number    its number
     * @param method    the request's method
     * @param connector whom the request is about
     * @param subject   the last segment of its path
     */
    Ticket shown(String of, String number, String method, String connector, String subject) {
        return new Ticket(covered(of, number, method, connector, subject), () -> redeem(of, number));
    }

    /** What a signature covers, in this order. */
    static List<String> covered(String incarnation, String number, String method, String connector, String subject) {
        return List.of(incarnation, number, method, connector, subject);
    }

    private synchronized boolean redeem(String of, String number) {
        boolean good = of.equals(incarnation) && taken.add(number);
        if (taken.size() >= REMEMBERED) {
            taken.clear();
            incarnation = ids.get();
        }
        return good;
    }
}
