package dev.sluice.config;

import java.util.Map;

/**
 * What producers of source tasks are set to where nobody says otherwise. Apache's worker sends one request at a time, not
 * idempotently, and with the client's small batches; here the same order and completeness come from idempotence, which
 * lets several requests be on their way (KIP-98, KIP-185), and from batches that hold more of what waits meanwhile.
 *
 * <p>What is set already stays, and where it rules idempotence out, there is none, and one request at a time keeps the
 * order instead.
 */
final class ThroughputDefaults {
    private static final String IDEMPOTENCE = "enable.idempotence";
    private static final String IN_FLIGHT = "max.in.flight.requests.per.connection";
    /** As many as an idempotent producer can keep in order. */
    private static final int MOST_IN_FLIGHT = 5;
    /** In bytes. A batch waits no longer for being larger: how long it may is {@code linger.ms}. */
    private static final int BATCH_SIZE = 131_072;

    private ThroughputDefaults() {}

    /**
     * Adds what is not set.
     *
     * @param props a producer's properties, with everything that is configured
     */
    static void add(Map<String, Object> props) {
        props.putIfAbsent(IDEMPOTENCE, Boolean.toString(mayBeIdempotent(props)));
        boolean idempotent = is(props, IDEMPOTENCE, "true");
        props.putIfAbsent(IN_FLIGHT, Integer.toString(idempotent ? MOST_IN_FLIGHT : 1));
        props.putIfAbsent("batch.size", Integer.toString(BATCH_SIZE));
    }

    /** Whether the client would accept idempotence beside what is configured. */
    private static boolean mayBeIdempotent(Map<String, Object> props) {
        boolean acknowledgedByAll = is(props, "acks", "all") || is(props, "acks", "-1");
        return acknowledgedByAll
                && !is(props, "retries", "0")
                && !props.containsKey("transactional.id")
                && !exceedsMostInFlight(props.get(IN_FLIGHT));
    }

    private static boolean exceedsMostInFlight(Object configured) {
        try {
            return configured != null && Integer.parseInt(configured.toString().strip()) > MOST_IN_FLIGHT;
        } catch (NumberFormatException e) {
            return false; // the client says what is wrong with it
        }
    }

    private static boolean is(Map<String, Object> props, String key, String value) {
        Object configured = props.get(key);
        return configured != null && configured.toString().strip().equalsIgnoreCase(value);
    }
}
