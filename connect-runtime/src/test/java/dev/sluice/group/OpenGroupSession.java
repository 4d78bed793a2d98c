package dev.sluice.group;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** Lets a simulated member of a group, which lives in another package, take the steps of a {@link GroupSession}. */
public final class OpenGroupSession {
    private final GroupSession session;
    private final SessionLease lease;

    public OpenGroupSession(
            GroupSettings settings, Supplier<ConfigSnapshot> configView, MembershipListener listener, Time time) {
        session = new GroupSession(settings, configView, listener, time);
        lease = new SessionLease(settings.timeouts().sessionMs(), time.milliseconds());
    }

    public GroupProtocol protocol() {
        return session.protocol();
    }

    public boolean rebalancing() {
        return session.rebalancing();
    }

    public Optional<String> leaderUrl() {
        return session.leaderUrl();
    }

    public boolean leads(long nowMs) {
        return session.leads(lease, nowMs);
    }

    public void prepare() {
        session.prepare();
    }

    /** What to tell when joining, by the protocol's name on the wire, the preferred one first. */
    public Map<String, ByteBuffer> metadata() {
        Map<String, ByteBuffer> named = new LinkedHashMap<>();
        session.metadata().forEach((protocol, bytes) -> named.put(protocol.wireName(), bytes));
        return named;
    }

    public Map<String, ByteBuffer> lead(
            int generation, String leaderId, String protocol, Map<String, ByteBuffer> metadata) {
        return session.lead(generation, leaderId, protocol, metadata);
    }

    public void joined(int generation, String memberId, String protocol, ByteBuffer assignment) {
        session.joined(generation, memberId, protocol, assignment);
    }

    public Optional<ConfigSnapshot> assignableAlone(long nowMs) {
        return session.assignableAlone(lease, nowMs);
    }

    public void assignAlone(ConfigSnapshot config) {
        session.assignAlone(config);
    }

    /** The coordinator has confirmed the membership in its answer to a request that was sent at this time. */
    public void confirmed(long sentAtMs) {
        lease.renew(sentAtMs);
    }

    /** Whether others may have been given what this member runs, because it has heard nothing for so long. */
    public boolean isOverdue(long nowMs) {
        return session.isAtWork() && lease.isOver(nowMs);
    }

    public void putOut() {
        session.putOut();
    }

    /** The id under which the last assignment came, as long as that holds. */
    public Optional<String> memberId() {
        return session.memberId();
    }

    public void drop(String why) {
        session.drop(why);
    }

    public void left() {
        session.left();
    }

    public Optional<String> ownerUrl(String connector) {
        return session.ownership().url(connector);
    }

    public Optional<String> ownerUrl(TaskId task) {
        return session.ownership().url(task);
    }
}
