package dev.sluice.it;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.test.JaasUtils;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A real Kafka broker in this JVM, from Apache's published artifacts. */
public final class EmbeddedKafka implements AutoCloseable {
    /** Who may do anything with a secured broker. */
    static final String ADMIN = JaasUtils.KAFKA_PLAIN_ADMIN;

    private final KafkaClusterTestKit kit;

    private final Map<String, Object> adminLogin;

    private EmbeddedKafka(KafkaClusterTestKit kit, Map<String, Object> adminLogin) {
        this.kit = kit;
        this.adminLogin = adminLogin;
    }

    /** Starts one broker that is its own controller. */
    public static EmbeddedKafka start() {
        return start(true, 1);
    }

    /** Starts one broker beside its controller, so that the broker can go away for a while. */
    public static EmbeddedKafka startRestartable() {
        return start(false, 1);
    }

    /** Starts two brokers beside their controller; either of them can do without the other. */
    public static EmbeddedKafka startPair() {
        return start(false, 2);
    }

    /** Starts one broker that knows two principals: one that may do everything, and {@link #userLogin()}. */
    public static EmbeddedKafka startSecured() {
        return start(securedNodes(), 1, adminLogin(), Map.of());
    }

    /** As {@link #startSecured}, and takes tokens that are signed with one of the keys at this URL, too. */
    static EmbeddedKafka startWithTokens(String keysUrl) {
        String listener = "listener.name.external.oauthbearer.";
        return start(
                securedNodes(),
                1,
                adminLogin(),
                Map.of(
                        "sasl.enabled.mechanisms",
                        "PLAIN,OAUTHBEARER",
                        listener + "sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                        listener + "sasl.server.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler",
                        listener + "sasl.oauthbearer.jwks.endpoint.url",
                        keysUrl));
    }

    private static TestKitNodes.Builder securedNodes() {
        return new TestKitNodes.Builder()
                .setCombined(true)
                .setBrokerSecurityProtocol(SecurityProtocol.SASL_PLAINTEXT)
                .setControllerSecurityProtocol(SecurityProtocol.SASL_PLAINTEXT);
    }

    /** Client properties of a principal that may do everything. */
    static Map<String, Object> adminLogin() {
        return login(ADMIN, JaasUtils.KAFKA_PLAIN_ADMIN_PASSWORD);
    }

    /** Client properties of a principal that may do what ACLs allow, {@code User:plain-user1}. */
    public static Map<String, Object> userLogin() {
        return login(JaasUtils.KAFKA_PLAIN_USER1, JaasUtils.KAFKA_PLAIN_USER1_PASSWORD);
    }

    private static Map<String, Object> login(String user, String password) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                                + "\" password=\"" + password + "\";");
    }

    private static EmbeddedKafka start(boolean combined, int brokers) {
        return start(new TestKitNodes.Builder().setCombined(combined), brokers, Map.of(), Map.of());
    }

    private static EmbeddedKafka start(
            TestKitNodes.Builder kind, int brokers, Map<String, Object> adminLogin, Map<String, String> more) {
        try {
            TestKitNodes nodes =
                    kind.setNumBrokerNodes(brokers).setNumControllerNodes(1).build();
            KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes)
                    .setConfigProp("group.initial.rebalance.delay.ms", "0")
                    .setConfigProp("offsets.topic.replication.factor", Integer.toString(brokers))
                    .setConfigProp("offsets.topic.num.partitions", "5")
                    .setConfigProp("transaction.state.log.replication.factor", "1")
                    .setConfigProp("transaction.state.log.min.isr", "1")
                    .setConfigProp("auto.create.topics.enable", "true");
            more.forEach(builder::setConfigProp);
            KafkaClusterTestKit kit = builder.build();
            kit.format();
            kit.startup();
            kit.waitForReadyBrokers();
            return new EmbeddedKafka(kit, adminLogin);
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker does not start", e);
        }
    }

    /** Where the broker keeps the partitions' files, in a folder for each. */
    public Path logDirectory() {
        return Path.of(kit.nodes()
                .brokerNodes()
                .values()
                .iterator()
                .next()
                .logDataDirectories()
                .iterator()
                .next());
    }

    public String bootstrapServers() {
        return kit.bootstrapServers();
    }

    /** Creates topics with the given numbers of partitions and one replica. */
    public void createTopics(Map<String, Integer> partitions) throws Exception {
        Collection<NewTopic> topics = partitions.entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1))
                .toList();
        try (Admin admin = admin()) {
            admin.createTopics(topics).all().get();
        }
    }

    public Admin admin() {
        Map<String, Object> properties = new HashMap<>(adminLogin);
        properties.put("bootstrap.servers", bootstrapServers());
        return Admin.create(properties);
    }

    /** Stops the broker and starts it again at its old address after a while; returns when it is back. */
    public void outage(long lengthMs) {
        BrokerServer broker = kit.brokers().get(0);
        broker.shutdown();
        broker.awaitShutdown();
        Executor later = CompletableFuture.delayedExecutor(lengthMs, TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(broker::startup, later).join();
    }

    /** Stops the broker that coordinates a group of workers, for good. */
    public void stopCoordinator(String group) throws Exception {
        int coordinator;
        try (Admin admin = admin()) {
            coordinator = admin.describeClassicGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .coordinator()
                    .id();
        }
        BrokerServer broker = kit.brokers().get(coordinator);
        broker.shutdown();
        broker.awaitShutdown();
    }

    /** The settings of a topic that were made when it was created. */
    public String topicSetting(String topic, String key) throws Exception {
        var resource = new org.apache.kafka.common.config.ConfigResource(
                org.apache.kafka.common.config.ConfigResource.Type.TOPIC, topic);
        try (Admin admin = admin()) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(key)
                    .value();
        }
    }

    @Override
    public void close() {
        try {
            kit.close();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker does not stop", e);
        }
    }
}
