package dev.sluice.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.protocol.types.SchemaException;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class ConnectProtocolCodecTest {
    private static final String URL = "http://w1:8083/";
    private static final String URL_BYTES = "000f687474703a2f2f77313a383038332f";
    private static final String METADATA_BODY = URL_BYTES + "0000000000000007";
    private static final String START_BYTES =
            "00000002" + "00026331" + "00000002" + "ffffffff" + "00000000" + "00026332" + "00000001" + "00000003";
    private static final String ASSIGNMENT_HEAD = "0000" + "00036d2d31" + URL_BYTES + "0000000000000009";
    private static final String ASSIGNMENT_BODY = ASSIGNMENT_HEAD + START_BYTES + "00000002" + "00026333" + "00000001"
            + "ffffffff" + "00026332" + "00000001" + "00000001" + "0000ea60";

    private static final Assignment ASSIGNMENT = new Assignment(
            Assignment.NO_ERROR,
            "m-1",
            URL,
            9,
            new WorkShare(Set.of("c1"), Set.of(new TaskId("c1", 0), new TaskId("c2", 3))),
            new WorkShare(Set.of("c3"), Set.of(new TaskId("c2", 1))),
            60_000);

    private static final MemberMetadata FRESH = new MemberMetadata(URL, 7, Optional.empty());

    @Test
    void metadataOfAMemberThatHoldsNothingIsWrittenAsApacheWritesIt() {
        assertEquals("0000" + METADATA_BODY, hex(ConnectProtocolCodec.writeMetadata(GroupProtocol.EAGER, FRESH)));
        assertEquals(
                "0001" + METADATA_BODY + "ffffffff",
                hex(ConnectProtocolCodec.writeMetadata(GroupProtocol.COMPATIBLE, FRESH)));
        assertEquals(
                "0002" + METADATA_BODY + "ffffffff",
                hex(ConnectProtocolCodec.writeMetadata(GroupProtocol.SESSIONED, FRESH)));
    }

    @Test
    void metadataOfAMemberThatHoldsWorkContainsItsAssignment() {
        MemberMetadata busy = new MemberMetadata(URL, 7, Optional.of(ASSIGNMENT));

        assertEquals(
                "0002" + METADATA_BODY + "00000062" + "0002" + ASSIGNMENT_BODY,
                hex(ConnectProtocolCodec.writeMetadata(GroupProtocol.SESSIONED, busy)));
    }

    @Test
    void assignmentsAreWrittenAsApacheWritesThem() {
        assertEquals(
                "0000" + ASSIGNMENT_HEAD + START_BYTES,
                hex(ConnectProtocolCodec.writeAssignment(GroupProtocol.EAGER, ASSIGNMENT)));
        assertEquals(
                "0001" + ASSIGNMENT_BODY,
                hex(ConnectProtocolCodec.writeAssignment(GroupProtocol.COMPATIBLE, ASSIGNMENT)));
        assertEquals(
                "0002" + ASSIGNMENT_BODY,
                hex(ConnectProtocolCodec.writeAssignment(GroupProtocol.SESSIONED, ASSIGNMENT)));
    }

    @Test
    void apachesAssignmentsAreRead() {
        assertEquals(ASSIGNMENT, ConnectProtocolCodec.readAssignment(bytes("0001" + ASSIGNMENT_BODY)));
        assertEquals(ASSIGNMENT, ConnectProtocolCodec.readAssignment(bytes("0002" + ASSIGNMENT_BODY)));
        assertEquals(
                new Assignment(Assignment.NO_ERROR, "m-1", URL, 9, ASSIGNMENT.start(), WorkShare.EMPTY, 0),
                ConnectProtocolCodec.readAssignment(bytes("0000" + ASSIGNMENT_HEAD + START_BYTES)));
    }

    @Test
    void apachesMetadataIsRead() {
        assertEquals(FRESH, ConnectProtocolCodec.readMetadata(bytes("0000" + METADATA_BODY)));
        assertEquals(FRESH, ConnectProtocolCodec.readMetadata(bytes("0001" + METADATA_BODY + "ffffffff")));
        assertEquals(FRESH, ConnectProtocolCodec.readMetadata(bytes("0002" + METADATA_BODY + "ffffffff")));
        assertEquals(
                new MemberMetadata(URL, 7, Optional.of(ASSIGNMENT)),
                ConnectProtocolCodec.readMetadata(
                        bytes("0002" + METADATA_BODY + "00000062" + "0002" + ASSIGNMENT_BODY)));
    }

    @Test
    void aConfigMismatchIsWrittenAsApacheWritesIt() {
        Assignment mismatch =
                new Assignment(Assignment.CONFIG_MISMATCH, "m-1", URL, 9, WorkShare.EMPTY, WorkShare.EMPTY, 0);

        assertEquals(
                "0002" + "0001" + ASSIGNMENT_HEAD.substring(4) + "00000000" + "00000000" + "00000000",
                hex(ConnectProtocolCodec.writeAssignment(GroupProtocol.SESSIONED, mismatch)));
    }

    @Test
    void fieldsMissingAtTheEndAreReadAsNothing() {
        assertEquals(FRESH, ConnectProtocolCodec.readMetadata(bytes("0002" + METADATA_BODY)));
        assertEquals(
                new Assignment(Assignment.NO_ERROR, "m-1", URL, 9, WorkShare.EMPTY, WorkShare.EMPTY, 0),
                ConnectProtocolCodec.readAssignment(bytes("0002" + ASSIGNMENT_HEAD)));
        assertEquals(
                new Assignment(Assignment.NO_ERROR, "m-1", URL, 9, ASSIGNMENT.start(), WorkShare.EMPTY, 0),
                ConnectProtocolCodec.readAssignment(bytes("0001" + ASSIGNMENT_HEAD + START_BYTES)));
    }

    @Test
    void listsThatAreNullAreReadAsEmpty() {
        assertEquals(
                new Assignment(Assignment.NO_ERROR, "m-1", URL, 9, WorkShare.EMPTY, WorkShare.EMPTY, 5),
                ConnectProtocolCodec.readAssignment(
                        bytes("0002" + ASSIGNMENT_HEAD + "ffffffff" + "ffffffff" + "00000005")));
    }

    @Test
    void versionsYetToComeAreReadLikeTheLatest() {
        assertEquals(ASSIGNMENT, ConnectProtocolCodec.readAssignment(bytes("0009" + ASSIGNMENT_BODY)));
        assertEquals(FRESH, ConnectProtocolCodec.readMetadata(bytes("0009" + METADATA_BODY + "ffffffff" + "abcdef")));
    }

    @Test
    void readingLeavesTheBufferAsItIs() {
        ByteBuffer buffer = bytes("0002" + ASSIGNMENT_BODY);

        ConnectProtocolCodec.readAssignment(buffer);

        assertEquals(0, buffer.position());
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() {
        String whole = "0002" + ASSIGNMENT_HEAD + START_BYTES;
        for (int length = 0; length < whole.length() - START_BYTES.length(); length += 2) {
            ByteBuffer part = bytes(whole.substring(0, length));
            assertThrows(SchemaException.class, () -> ConnectProtocolCodec.readAssignment(part), "length " + length);
        }
        ByteBuffer huge = bytes("0002" + ASSIGNMENT_HEAD + "7fffffff");
        assertThrows(SchemaException.class, () -> ConnectProtocolCodec.readAssignment(huge));
        ByteBuffer negative = bytes("ffff" + METADATA_BODY);
        assertThrows(SchemaException.class, () -> ConnectProtocolCodec.readMetadata(negative));
    }

    private static String hex(ByteBuffer buffer) {
        return HexFormat.of().formatHex(Utils.toArray(buffer));
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
