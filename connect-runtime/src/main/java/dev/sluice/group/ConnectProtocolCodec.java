package dev.sluice.group;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.protocol.types.SchemaException;

/**
 * The bytes that the members of a worker group exchange through its coordinator: metadata and assignments of the
 * versions 0, 1 and 2 (KIP-415, KIP-507). Written as Apache's workers write them; read with tolerance for fields that
 * are missing at the end, and for versions yet to come, as they do.
 *
 * <p>All numbers are big endian. A string is an INT16 length and UTF-8, an array an INT32 count and its elements, bytes
 * are an INT32 length and the bytes; -1 means null.
 */
public final class ConnectProtocolCodec {
    /** In a list of task numbers, this one stands for the connector itself. */
    private static final int CONNECTOR = -1;

    private ConnectProtocolCodec() {}

    /**
     * Writes what a member tells when it joins.
     *
     * @return positioned at its start
     */
    public static ByteBuffer writeMetadata(GroupProtocol protocol, MemberMetadata metadata) {
        WireWriter out = new WireWriter();
        out.int16(protocol.version());
        out.string(metadata.url());
        out.int64(metadata.configOffset());
        if (protocol.isCooperative()) {
            out.nullableBytes(
                    metadata.held().map(held -> writeAssignment(protocol, held)).orElse(null));
        }
        return out.toBuffer();
    }

    /**
     * Reads what a member told when it joined.
     *
     * @param buffer read from its position; left as it is
     * @throws SchemaException if the bytes are not metadata
     */
    public static MemberMetadata readMetadata(ByteBuffer buffer) {
        WireReader in = new WireReader(buffer);
        version(in);
        String url = in.string();
        long configOffset = in.int64();
        ByteBuffer held = in.hasMore() ? in.nullableBytes() : null;
        return new MemberMetadata(
                url, configOffset, held == null ? Optional.empty() : Optional.of(readAssignment(held)));
    }

    /**
     * Writes what the leader tells a member. Version 0 knows neither revocations nor delays and drops both.
     *
     * @return positioned at its start
     */
    public static ByteBuffer writeAssignment(GroupProtocol protocol, Assignment assignment) {
        WireWriter out = new WireWriter();
        out.int16(protocol.version());
        out.int16(assignment.error());
        out.string(assignment.leaderId());
        out.string(assignment.leaderUrl());
        out.int64(assignment.configOffset());
        writeShare(out, assignment.start());
        if (protocol.isCooperative()) {
            writeShare(out, assignment.revoked());
            out.int32(assignment.delayMs());
        }
        return out.toBuffer();
    }

    /**
     * Reads what the leader told a member.
     *
     * @param buffer read from its position; left as it is
     * @throws SchemaException if the bytes are not an assignment
     */
    public static Assignment readAssignment(ByteBuffer buffer) {
        WireReader in = new WireReader(buffer);
        short version = version(in);
        short error = in.int16();
        String leaderId = in.string();
        String leaderUrl = in.string();
        long configOffset = in.int64();
        WorkShare start = readShare(in);
        boolean extended = version > GroupProtocol.EAGER.version();
        WorkShare revoked = extended ? readShare(in) : WorkShare.EMPTY;
        int delayMs = extended && in.hasMore() ? in.int32() : 0;
        return new Assignment(error, leaderId, leaderUrl, configOffset, start, revoked, delayMs);
    }

    private static short version(WireReader in) {
        short version = in.int16();
        if (version < 0) {
            throw new SchemaException("Version " + version + " of the worker group's protocol does not exist");
        }
        return version;
    }

    private static void writeShare(WireWriter out, WorkShare share) {
        Map<String, List<Integer>> tasks = new LinkedHashMap<>();
        for (String connector : new TreeSet<>(share.connectors())) {
            tasks.computeIfAbsent(connector, absent -> new ArrayList<>()).add(CONNECTOR);
        }
        for (TaskId id : new TreeSet<>(share.tasks())) {
            tasks.computeIfAbsent(id.connector(), absent -> new ArrayList<>()).add(id.task());
        }
        out.int32(tasks.size());
        tasks.forEach((name, numbers) -> {
            out.string(name);
            out.int32(numbers.size());
            numbers.forEach(out::int32);
        });
    }

    private static WorkShare readShare(WireReader in) {
        int count = in.hasMore() ? in.count() : 0;
        if (count == 0) {
            return WorkShare.EMPTY;
        }
        Set<String> connectors = new TreeSet<>();
        Set<TaskId> tasks = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            String name = in.string();
            for (int left = in.count(); left > 0; left--) {
                int number = in.int32();
                if (number == CONNECTOR) {
                    connectors.add(name);
                } else {
                    tasks.add(new TaskId(name, number));
                }
            }
        }
        return new WorkShare(connectors, tasks);
    }
}
