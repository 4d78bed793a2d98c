package dev.sluice.group;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the workers of a group agree on who runs what: the values of {@code connect.protocol} (KIP-415, KIP-507).
 */
public enum GroupProtocol {
    /** Everything stops before each rebalance. */
    EAGER("default", 0),
    /** Work moves step by step, and the rest goes on meanwhile. */
    COMPATIBLE("compatible", 1),
    /** As compatible, and requests between workers are signed with a session key. */
    SESSIONED("sessioned", 2);

    private final String wireName;
    private final short version;

    GroupProtocol(String wireName, int version) {
        this.wireName = wireName;
        this.version = (short) version;
    }

    /** The name under which the group's coordinator knows the protocol. */
    public String wireName() {
        return wireName;
    }

    /** The version that heads the metadata and assignments of this protocol. */
    public short version() {
        return version;
    }

    /** Whether members keep running what they hold while they join. */
    public boolean isCooperative() {
        return this != EAGER;
    }

    /** What a worker with this setting offers to the coordinator, its preference first. */
    public List<GroupProtocol> offered() {
        return switch (this) {
            case EAGER -> List.of(EAGER);
            case COMPATIBLE -> List.of(COMPATIBLE, EAGER);
            case SESSIONED -> List.of(SESSIONED, COMPATIBLE, EAGER);
        };
    }

    /** The protocol that a coordinator means by a name. */
    public static Optional<GroupProtocol> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.wireName.equals(wireName))
                .findFirst();
    }

    /** The value of {@code connect.protocol} that selects this protocol. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
