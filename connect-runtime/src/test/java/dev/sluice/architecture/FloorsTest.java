package dev.sluice.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the worker's packages to their floors: what is on one floor uses only what is below it. */
class FloorsTest {
    private static final String ROOT = "dev.sluice.";

    private static final Map<String, Integer> FLOORS = new TreeMap<>(Map.ofEntries(
            Map.entry("model", 0),
            Map.entry("concurrent", 0),
            Map.entry("plugin", 0),
            Map.entry("logging", 0),
            Map.entry("metrics", 0),
            Map.entry("pipeline.control", 1),
            Map.entry("config", 1),
            Map.entry("kafka", 1),
            Map.entry("prometheus", 1),
            Map.entry("service", 1),
            Map.entry("assignment", 1),
            Map.entry("tool", 1),
            Map.entry("validation", 2),
            Map.entry("log", 2),
            Map.entry("pipeline.error", 2),
            Map.entry("store.config", 3),
            Map.entry("store.offset", 3),
            Map.entry("store.status", 3),
            Map.entry("group", 3),
            Map.entry("history", 3),
            Map.entry("telemetry", 4),
            Map.entry("pipeline.convert", 3),
            Map.entry("pipeline.source", 4),
            Map.entry("pipeline.sink", 4),
            Map.entry("offsets", 4),
            Map.entry("events", 4),
            Map.entry("worker", 5),
            Map.entry("herder", 6),
            Map.entry("rest", 7),
            Map.entry("app", 8),
            Map.entry("mirror", 9),
            Map.entry("cli", 10)));

    private final JavaClasses classes = new ClassFileImporter(
                    List.of(new ImportOption.DoNotIncludeTests(), new ImportOption.DoNotIncludeJars()))
            .importPackages("dev.sluice");

    @Test
    void everyPackageHasAFloor() {
        TreeSet<String> packages = new TreeSet<>();
        classes.forEach(type -> packages.add(packageOf(type)));
        assertEquals(new TreeSet<>(FLOORS.keySet()), packages);
    }

    @Test
    void dependenciesPointToLowerFloors() {
        List<String> upward = new ArrayList<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.getPackageName().startsWith(ROOT)) {
                    continue;
                }
                String from = packageOf(type);
                String to = packageOf(target);
                if (!from.equals(to) && FLOORS.get(to) >= FLOORS.get(from)) {
                    upward.add(dependency.getDescription());
                }
            }
        }
        assertTrue(upward.isEmpty(), () -> String.join("\n", upward));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.sluice.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void noStateIsStaticAndMutable() {
        List<String> mutable = new ArrayList<>();
        for (JavaClass type : classes) {
            for (JavaField field : type.getFields()) {
                boolean isStatic = field.getModifiers().contains(JavaModifier.STATIC);
                boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
                if (isStatic && !isFinal) {
                    mutable.add(field.getFullName());
                }
            }
        }
        assertEquals(List.of(), mutable);
    }

    @Test
    void onlyTheKafkaPackageMakesKafkaClients() {
        List<String> makers = new ArrayList<>();
        for (JavaClass type : classes) {
            if (packageOf(type).equals("kafka")) {
                continue;
            }
            type.getConstructorCallsFromSelf().forEach(call -> {
                String made = call.getTargetOwner().getName();
                if (made.equals("org.apache.kafka.clients.producer.KafkaProducer")
                        || made.equals("org.apache.kafka.clients.consumer.KafkaConsumer")) {
                    makers.add(call.getDescription());
                }
            });
        }
        assertEquals(List.of(), makers);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        List<String> exits = new ArrayList<>();
        for (JavaClass type : classes) {
            if (packageOf(type).equals("cli")) {
                continue;
            }
            type.getMethodCallsFromSelf().forEach(call -> {
                boolean exit = call.getTargetOwner().getName().equals("java.lang.System")
                        && call.getName().equals("exit");
                if (exit) {
                    exits.add(call.getDescription());
                }
            });
        }
        assertEquals(List.of(), exits);
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }
}
