package dev.sluice.mirror;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;

/** The keys of a mirror's file that mean the same at several levels. */
final class MirrorKeys {
    /** What Kafka Connect 4.3's mirror connectors define, beside what clients do. */
    private static final String CONNECTOR_KEYS = """
            admin.timeout.ms checkpoints.topic.replication.factor config.action.reload
            config.properties.exclude config.property.filter.class config.providers connector.class
            connector.plugin.version consumer.poll.timeout.ms emit.checkpoints.enabled
            emit.checkpoints.interval.seconds emit.heartbeats.enabled emit.heartbeats.interval.seconds
            emit.offset-syncs.enabled enabled errors.log.enable errors.log.include.messages
            errors.retry.delay.max.ms errors.retry.timeout errors.tolerance forwarding.admin.class
            group.filter.class groups groups.exclude header.converter header.converter.plugin.version
            heartbeats.replication.enabled heartbeats.topic.replication.factor key.converter
            key.converter.plugin.version metric.names.formats metric.reporters name
            offset-syncs.topic.location offset-syncs.topic.replication.factor offset.lag.max predicates
            refresh.groups.enabled refresh.groups.interval.seconds refresh.topics.enabled
            refresh.topics.interval.seconds replication.factor replication.policy.class
            replication.policy.internal.topic.separator.enabled replication.policy.separator
            source.cluster.alias sync.group.offsets.enabled sync.group.offsets.interval.seconds
            sync.topic.acls.enabled sync.topic.acls.interval.seconds sync.topic.configs.enabled
            sync.topic.configs.interval.seconds target.cluster.alias tasks.max tasks.max.enforce
            topic.filter.class topics topics.exclude transforms value.converter
            value.converter.plugin.version
            """;

    private MirrorKeys() {}

    /** How clusters are reached: given once for all of them, for one, or for one kind of client of it. */
    static Set<String> ofClients() {
        Set<String> names = new TreeSet<>(
                new ConfigDef().withClientSslSupport().withClientSaslSupport().names());
        names.add("bootstrap.servers");
        names.add("security.protocol");
        return names;
    }

    /** What connectors take from the top of the file. */
    static Set<String> ofConnectors() {
        Set<String> names = ofClients();
        names.remove("bootstrap.servers");
        names.addAll(Set.of(CONNECTOR_KEYS.strip().split("\\s+")));
        return names;
    }
}
