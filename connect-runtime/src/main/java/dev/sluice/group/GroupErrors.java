package dev.sluice.group;

import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.connect.errors.ConnectException;

/** Says what the coordinator's refusals mean for a worker, and what to do about them. */
final class GroupErrors {
    private GroupErrors() {}

    /** An error whose message a user can act on; the original one is its cause. */
    static ConnectException explain(RuntimeException error, GroupSettings settings) {
        String group = settings.groupId();
        if (error instanceof GroupAuthorizationException) {
            return new ConnectException(
                    "The worker may not join the group '" + group + "' (group.id): its principal needs the ACL"
                            + " operation READ on the group resource '" + group + "'",
                    error);
        }
        if (error instanceof InconsistentGroupProtocolException) {
            return new ConnectException(
                    "The group '" + group + "' is in use by members of another kind: either by a consumer group, or by"
                            + " workers whose connect.protocol has nothing in common with '" + settings.protocol()
                            + "'. Choose a group.id that no consumer uses, and a connect.protocol that all its workers"
                            + " know",
                    error);
        }
        if (error instanceof InvalidSessionTimeoutException) {
            return new ConnectException(
                    "The brokers do not accept session.timeout.ms="
                            + settings.timeouts().sessionMs()
                            + ": it must lie between their group.min.session.timeout.ms and"
                            + " group.max.session.timeout.ms",
                    error);
        }
        if (error instanceof GroupMaxSizeReachedException) {
            return new ConnectException(
                    "The group '" + group + "' (group.id) has as many members as the brokers allow: stop one of its"
                            + " workers, or raise the brokers' group.max.size",
                    error);
        }
        if (error instanceof InvalidGroupIdException) {
            return new ConnectException(
                    "The brokers do not accept '" + group + "' as a group.id; choose another one", error);
        }
        return new ConnectException(
                "The worker cannot take part in the group '" + group + "' (group.id): " + error.getMessage()
                        + "; see the brokers' logs, and start the worker again when that is mended",
                error);
    }
}
