package dev.sluice.it;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.LeaveGroupRequest;
import org.apache.kafka.common.requests.LeaveGroupResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.utils.Utils;

/** What an operator can do to a worker group at its coordinator, without the workers. */
final class CoordinatorCalls {
    private static final short VERSION = 4;

    private CoordinatorCalls() {}

    /** Puts a member out of its group, as the coordinator itself does when a session times out. */
    static void putOut(String broker, String group, String memberId) throws IOException {
        LeaveGroupRequest request = new LeaveGroupRequest.Builder(
                        group, List.of(new MemberIdentity().setMemberId(memberId)))
                .build(VERSION);
        RequestHeader header = new RequestHeader(ApiKeys.LEAVE_GROUP, VERSION, "test", 1);
        String[] address = broker.split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            byte[] bytes = Utils.toArray(request.serializeWithHeader(header));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            Errors error =
                    ((LeaveGroupResponse) LeaveGroupResponse.parseResponse(ByteBuffer.wrap(answer), header)).error();
            if (error != Errors.NONE) {
                throw new AssertionError("the member cannot be put out: " + error);
            }
        }
    }

    /** How far the group is with agreeing who runs what. */
    static ClassicGroupState state(Admin admin, String group) throws Exception {
        return admin.describeClassicGroups(List.of(group))
                .all()
                .get()
                .get(group)
                .state();
    }

    /** Waits until so many workers have agreed on who runs what: one that only started may not have joined yet. */
    static void awaitMembers(Admin admin, String group, int count) {
        Await.until(
                "the group has " + count + " members that know of each other",
                () -> members(admin, group).size() == count && state(admin, group) == ClassicGroupState.STABLE);
    }

    /** The ids of the members that the coordinator knows; none of a group that nobody has joined yet. */
    static Set<String> members(Admin admin, String group) throws Exception {
        Set<String> ids = new TreeSet<>();
        try {
            admin.describeClassicGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .forEach(member -> ids.add(member.consumerId()));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        return ids;
    }
}
