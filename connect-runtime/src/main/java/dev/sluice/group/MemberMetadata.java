package dev.sluice.group;

import java.util.Optional;

/**
 * What a member tells when it joins.
 *
 * @param url          the REST URL that it advertises
 * @param configOffset how far it has read the config topic
 * @param held         its last assignment with {@code start} naming all that it runs; empty if it holds none
 */
public record MemberMetadata(String url, long configOffset, Optional<Assignment> held) {}
