package dev.sluice.offsets;

import dev.sluice.service.ServiceException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * The committed offsets of a sink connector's consumer group. Every call blocks for as long as the admin client takes.
 */
public final class GroupOffsets {
    private final Admin admin;
    private final String group;

    /** @param admin stays open */
    public GroupOffsets(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /**
     * What is committed; nothing for a group that does not exist.
     *
     * @throws ServiceException if it cannot be read
     */
    public Map<TopicPartition, Long> list() throws InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> listed =
                await("list offsets", admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        listed.forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }

    /**
     * Commits offsets, and forgets those of partitions without one.
     *
     * @throws ServiceException if not everything could be changed; what came first may have been
     */
    public void alter(Map<TopicPartition, Long> offsets) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        Set<TopicPartition> removals = new HashSet<>();
        offsets.forEach((partition, offset) -> {
            if (offset == null) {
                removals.add(partition);
            } else if (offset < 0) {
                throw new ServiceException("The offset of partition " + partition + " is " + offset
                        + ", but must not be negative; nothing was changed");
            } else {
                commits.put(partition, new OffsetAndMetadata(offset));
            }
        });
        if (!commits.isEmpty()) {
            await(
                    "alter offsets of " + commits.keySet(),
                    admin.alterConsumerGroupOffsets(group, commits).all());
        }
        if (!removals.isEmpty()) {
            await(
                    "delete offsets of " + removals,
                    admin.deleteConsumerGroupOffsets(group, removals).all());
        }
    }

    /**
     * Forgets everything, by deleting the group. One that does not exist is fine.
     *
     * @throws ServiceException if it could not be deleted
     */
    public void reset() throws InterruptedException {
        try {
            admin.deleteConsumerGroups(Set.of(group)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw failed("be deleted", e.getCause());
            }
        }
    }

    private <T> T await(String what, KafkaFuture<T> outcome) throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw failed(what, e.getCause());
        }
    }

    private ServiceException failed(String what, Throwable cause) {
        boolean inUse = cause instanceof UnknownMemberIdException
                || cause instanceof StaleMemberEpochException
                || cause instanceof GroupSubscribedToTopicException
                || cause instanceof GroupNotEmptyException;
        String reason = inUse
                ? "it still has members. The connector's tasks may not have ended yet, or another application uses the"
                        + " group; try again shortly"
                : String.valueOf(cause.getMessage());
        return new ServiceException("Consumer group '" + group + "' could not " + what + ": " + reason, cause);
    }
}
