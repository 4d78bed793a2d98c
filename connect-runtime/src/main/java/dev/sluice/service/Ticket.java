package dev.sluice.service;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * What makes a signature good for one request alone, so that nobody can send it again. Apache's signatures cover the body
 * only and hold until the session key is replaced; between workers of ours, they cover this as well.
 *
 * @param covered what is signed beside the body: what is asked for, of which worker, and a number that no other request has
 * @param redeem  tells whether the ticket was good, and makes it worthless; to be asked once the signature has been found
 *                right, lest strangers use up tickets
 */
public record Ticket(List<String> covered, BooleanSupplier redeem) {
    public Ticket {
        covered = List.copyOf(covered);
        Objects.requireNonNull(redeem);
    }
}
