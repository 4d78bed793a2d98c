package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Missing ACLs: whoever lacks one is told which, and nobody else suffers from it. */
class AuthorizationIT {
    private static EmbeddedKafka kafka;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.startSecured();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void aWorkerThatMayNotUseItsTopicsSaysWhatItNeeds() throws Exception {
        allowOnly(Map.of());
        try (DistributionProcess worker = start("no-topics")) {
            assertEquals(2, worker.awaitExit(), worker.output());
            assertTrue(worker.output().contains("needs the ACL operations DESCRIBE, READ and WRITE"), worker.output());
        }
    }

    @Test
    void aWorkerThatMayNotJoinItsGroupSaysWhatItNeeds() throws Exception {
        allowOnly(Map.of(ResourceType.TOPIC, List.of("no-group")));
        try (DistributionProcess worker = start("no-group")) {
            assertEquals(1, worker.awaitExit(), worker.output());
            assertTrue(
                    worker.output().contains("needs the ACL operation READ on the group resource 'no-group'"),
                    worker.output());
        }
    }

    @Test
    void whatOneConnectorMayNotDoConcernsNoOther() throws Exception {
        allowOnly(Map.of(
                ResourceType.TOPIC, List.of("some", "allowed"),
                ResourceType.GROUP, List.of("some")));
        Path in = Files.write(directory.resolve("in.txt"), List.of("one", "two"));
        try (DistributionProcess worker = start("some")) {
            Rest rest = worker.awaitReady().rest();
            assertEquals(
                    201,
                    rest.put("/connectors/good/config", source(in, "allowed")).status());
            assertEquals(
                    201,
                    rest.put("/connectors/bad/config", source(in, "forbidden")).status());
            assertEquals(
                    201, rest.put("/connectors/sink/config", sink("allowed")).status());

            assertTrue(trace(rest, "bad").contains("'forbidden'"));
            assertTrue(trace(rest, "sink").contains("connect-sink"));
            rest.awaitRunning("good", 1);

            allowOnly(Map.of(
                    ResourceType.TOPIC, List.of("some", "allowed"),
                    ResourceType.GROUP, List.of("some", "connect-sink")));
            Await.until("a running task of sink", () -> {
                String state = task(rest, "sink").path("state").asText();
                if (state.equals("FAILED")) {
                    rest.post("/connectors/sink/tasks/0/restart", Map.of());
                }
                return state.equals("RUNNING");
            });
            Await.until("both lines", () -> List.of("one", "two").equals(linesOfSink()));
        }
    }

    @Test
    void aChangeThatMayNotBeWrittenIsRefusedAndCanBeMadeLater() throws Exception {
        allowOnly(Map.of(
                ResourceType.TOPIC, List.of("later"),
                ResourceType.GROUP, List.of("later")));
        Path in = Files.write(directory.resolve("in.txt"), List.of("one"));
        try (DistributionProcess worker = start("later")) {
            Rest rest = worker.awaitReady().rest();
            allowOnly(Map.of(
                    ResourceType.TOPIC, List.of("later-offsets", "later-status"),
                    ResourceType.GROUP, List.of("later")));

            AtomicInteger tries = new AtomicInteger();
            Supplier<Rest.Answer> change =
                    () -> rest.put("/connectors/c" + tries.incrementAndGet() + "/config", source(in, "later-lines"));
            Rest.Answer refused = answerOf(change, 500);
            assertTrue(refused.json().get("message").asText().contains("later-configs"), refused.body());
            assertEquals(404, rest.get("/connectors/c" + tries.get()).status());

            allowOnly(Map.of(
                    ResourceType.TOPIC, List.of("later"),
                    ResourceType.GROUP, List.of("later")));
            answerOf(change, 201);
            rest.awaitRunning("c" + tries.get(), 1);
        }
    }

    /** Calls until the brokers have taken notice of what is allowed now. */
    private static Rest.Answer answerOf(Supplier<Rest.Answer> call, int status) {
        AtomicReference<Rest.Answer> answer = new AtomicReference<>();
        Await.until("an answer " + status, () -> {
            answer.set(call.get());
            return answer.get().status() == status;
        });
        return answer.get();
    }

    private DistributionProcess start(String group) throws Exception {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), group);
        EmbeddedKafka.userLogin().forEach((key, value) -> {
            for (String client : List.of("", "producer.", "consumer.", "admin.")) {
                properties.put(client + key, value.toString());
            }
        });
        return DistributionProcess.start(directory.resolve(group), properties);
    }

    /** Allows everything on what begins with these names, and nothing else. */
    private static void allowOnly(Map<ResourceType, List<String>> prefixes) throws Exception {
        var entry = new AccessControlEntry("User:plain-user1", "*", AclOperation.ALL, AclPermissionType.ALLOW);
        List<AclBinding> bindings = new ArrayList<>();
        prefixes.forEach((type, names) -> names.forEach(
                name -> bindings.add(new AclBinding(new ResourcePattern(type, name, PatternType.PREFIXED), entry))));
        try (Admin admin = kafka.admin()) {
            // What stays allowed must be so all the time: a running worker asks every few moments.
            admin.createAcls(bindings).all().get();
            List<AclBindingFilter> others = new ArrayList<>();
            for (AclBinding binding :
                    admin.describeAcls(AclBindingFilter.ANY).values().get()) {
                if (!bindings.contains(binding)) {
                    others.add(binding.toFilter());
                }
            }
            admin.deleteAcls(others).all().get();
        }
    }

    /** What a connector's only task has failed with. */
    private static String trace(Rest rest, String connector) {
        Await.until(
                "a failed task of " + connector,
                () -> task(rest, connector).path("state").asText().equals("FAILED"));
        return task(rest, connector).get("trace").asText();
    }

    private static JsonNode task(Rest rest, String connector) {
        return rest.get("/connectors/" + connector + "/status")
                .json()
                .path("tasks")
                .path(0);
    }

    private List<String> linesOfSink() throws Exception {
        Path out = directory.resolve("out.txt");
        return Files.exists(out) ? Files.readAllLines(out) : List.of();
    }

    private static Map<String, String> source(Path in, String topic) {
        return Map.of("connector.class", "FileStreamSource", "tasks.max", "1", "file", in.toString(), "topic", topic);
    }

    private Map<String, String> sink(String topic) {
        return Map.of(
                "connector.class",
                "FileStreamSink",
                "tasks.max",
                "1",
                "file",
                directory.resolve("out.txt").toString(),
                "topics",
                topic);
    }
}
