package dev.sluice.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one codec writes the other one reads: ours and that of Apache's published worker, on random values. */
class ConnectProtocolCodecDifferentialTest {
    private static final String[] NAMES = {"a", "orders-sink", "Grüße", "日本", "x.y z", "c1"};

    private static ApacheProtocol apache;

    @BeforeAll
    static void load() {
        apache = new ApacheProtocol();
    }

    @AfterAll
    static void unload() throws IOException {
        apache.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void assignmentsAreReadAsTheyWereWritten(long seed) throws ReflectiveOperationException {
        Random random = new Random(seed);
        for (GroupProtocol protocol : GroupProtocol.values()) {
            Assignment assignment = assignment(random, protocol);

            assertEquals(
                    assignment,
                    apache.readAssignment(protocol, ConnectProtocolCodec.writeAssignment(protocol, assignment)));
            assertEquals(assignment, ConnectProtocolCodec.readAssignment(apache.writeAssignment(protocol, assignment)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void metadataIsReadAsItWasWritten(long seed) throws ReflectiveOperationException {
        Random random = new Random(seed);
        for (GroupProtocol protocol : GroupProtocol.values()) {
            Optional<Assignment> held = protocol.isCooperative() && random.nextInt(4) > 0
                    ? Optional.of(assignment(random, protocol))
                    : Optional.empty();
            MemberMetadata metadata = new MemberMetadata(name(random), random.nextLong(), held);

            assertEquals(
                    metadata, apache.readMetadata(protocol, ConnectProtocolCodec.writeMetadata(protocol, metadata)));
            assertEquals(metadata, ConnectProtocolCodec.readMetadata(apache.writeMetadata(protocol, metadata)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void withOneConnectorInEachListTheBytesAreTheSame(long seed) throws ReflectiveOperationException {
        Random random = new Random(seed);
        for (GroupProtocol protocol : GroupProtocol.values()) {
            Assignment assignment = new Assignment(
                    (short) random.nextInt(2),
                    name(random),
                    name(random),
                    random.nextLong(),
                    new WorkShare(Set.of("c"), Set.of(new TaskId("c", random.nextInt(9)))),
                    new WorkShare(Set.of(), Set.of(new TaskId("d", random.nextInt(9)))),
                    random.nextInt());

            assertEquals(
                    apache.writeAssignment(protocol, assignment),
                    ConnectProtocolCodec.writeAssignment(protocol, assignment));
        }
    }

    private static Assignment assignment(Random random, GroupProtocol protocol) {
        return new Assignment(
                (short) random.nextInt(2),
                name(random),
                name(random),
                random.nextLong(),
                share(random),
                protocol.isCooperative() ? share(random) : WorkShare.EMPTY,
                protocol.isCooperative() ? random.nextInt(1_000_000) : 0);
    }

    private static WorkShare share(Random random) {
        Set<String> connectors = new HashSet<>();
        Set<TaskId> tasks = new HashSet<>();
        for (int left = random.nextInt(8); left > 0; left--) {
            connectors.add(name(random));
            tasks.add(new TaskId(name(random), random.nextInt(1_000)));
        }
        return new WorkShare(connectors, tasks);
    }

    private static String name(Random random) {
        return NAMES[random.nextInt(NAMES.length)];
    }
}
