package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The MBeans of tasks bear the names and attributes that they have with Apache's worker. */
@Timeout(180)
class TaskMetricsIT {
    private static final Set<String> GROUPS = Set.of(
            "connector-task-metrics",
            "source-task-metrics",
            "sink-task-metrics",
            "task-error-metrics",
            "connector-transform-metrics");

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static ScriptedWorker worker;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start();
        kafka.createTopics(Map.of("measured", 1));
        worker = ScriptedWorker.start(kafka, directory, "metrics");
        worker.write("measured", 0, "a", "b", "poison");
    }

    @AfterAll
    static void stop() {
        try {
            worker.close();
        } finally {
            kafka.close();
        }
    }

    private static final String[] SINK = {
        "topics", "measured",
        "errors.tolerance", "all",
        "errors.log.enable", "true",
        "transforms", "picky",
        "transforms.picky.type", "example.Picky"
    };
    private static final String[] SOURCE = {"topic", "made", "send", "x,y,z"};

    /** Opens a process's MBeans to this machine. */
    private static List<String> jmx(int port) {
        return List.of(
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
    }

    /** Attributes by MBean. */
    private static Map<String, Set<String>> attributes(MBeanServerConnection server) throws Exception {
        Map<String, Set<String>> attributes = new TreeMap<>();
        for (ObjectName name : server.queryNames(new ObjectName("kafka.connect:*"), null)) {
            if (GROUPS.contains(name.getKeyProperty("type")) && name.getKeyProperty("task") != null) {
                Set<String> names = new TreeSet<>();
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    names.add(attribute.getName());
                }
                attributes.put(name.toString(), names);
            }
        }
        return attributes;
    }

    private static Object value(MBeanServerConnection server, String bean, String attribute) throws Exception {
        return server.getAttribute(new ObjectName("kafka.connect:" + bean), attribute);
    }

    /** What both make count alike: totals once all records have gone their way. */
    private static Map<String, Object> figures(MBeanServerConnection server) throws Exception {
        Map<String, Object> figures = new TreeMap<>();
        for (String attribute : Set.of("sink-record-read-total", "sink-record-send-total", "partition-count")) {
            figures.put(attribute, value(server, "type=sink-task-metrics,connector=sink,task=0", attribute));
        }
        for (String attribute : Set.of(
                "total-record-failures",
                "total-record-errors",
                "total-records-skipped",
                "total-retries",
                "total-errors-logged",
                "deadletterqueue-produce-requests")) {
            figures.put(attribute, value(server, "type=task-error-metrics,connector=sink,task=0", attribute));
        }
        for (String attribute :
                Set.of("source-record-poll-total", "source-record-write-total", "source-record-active-count")) {
            figures.put(attribute, value(server, "type=source-task-metrics,connector=source,task=0", attribute));
        }
        for (String attribute : Set.of("status", "connector-class", "task-class", "value-converter-class")) {
            figures.put(
                    attribute,
                    String.valueOf(value(server, "type=connector-task-metrics,connector=sink,task=0", attribute)));
        }
        return figures;
    }

    private static void awaitFigures(MBeanServerConnection server) throws Exception {
        Map<String, Object> wanted =
                Map.of("sink-record-read-total", 3.0, "sink-record-send-total", 2.0, "source-record-write-total", 3.0);
        try {
            Await.until(
                    "all records are counted",
                    () -> attributes(server).size() == 7
                            && figures(server).entrySet().containsAll(wanted.entrySet()));
        } catch (AssertionError late) {
            throw new AssertionError("beans " + attributes(server).keySet() + " figures " + figures(server), late);
        }
    }

    @SuppressWarnings("BanJNDI") // The process that is asked over JMX is the test's own.
    @Test
    void theBeansOfTasksAreThoseOfApachesWorker() throws Exception {
        worker.sink("sink", SINK);
        worker.source("source", SOURCE);
        MBeanServerConnection here = ManagementFactory.getPlatformMBeanServer();
        awaitFigures(here);
        Map<String, Set<String>> ours = attributes(here);
        Map<String, Object> ourFigures = figures(here);

        Path home = Files.createDirectory(directory.resolve("apache"));
        int port = DistributionProcess.freePort();
        Map<String, String> properties = ScriptedWorker.properties(kafka, directory, "apache");
        try (ApacheWorkerProcess apache = ApacheWorkerProcess.launch(home, properties, jmx(port), List.of())
                .awaitReady()) {
            Map<String, String> sink = ScriptedWorker.map(SINK);
            sink.put("connector.class", "example.ScriptedSink");
            Map<String, String> source = ScriptedWorker.map(SOURCE);
            source.put("connector.class", "example.ScriptedSource");
            sink.put("consumer.override.group.id", "apache-reads-for-itself");
            Rest.settled(() -> apache.rest().put("/connectors/sink/config", sink));
            Rest.settled(() -> apache.rest().put("/connectors/source/config", source));
            JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
            try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
                MBeanServerConnection there = connector.getMBeanServerConnection();
                awaitFigures(there);

                assertEquals(attributes(there), ours);
                assertEquals(figures(there), ourFigures);
            }
        }
        assertEquals(204, worker.rest().delete("/connectors/sink").status());
        assertEquals(204, worker.rest().delete("/connectors/source").status());
        Await.until("the beans are gone", () -> attributes(here).isEmpty());
        assertTrue(here.queryNames(new ObjectName("kafka.connect:type=sink-task-metrics,*"), null)
                .isEmpty());
    }
}
