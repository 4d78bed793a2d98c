package dev.sluice.assignment;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** Apache's published cooperative assignor, from the jars in the folder {@code reference.jars}, as a leader of a group. */
final class ApacheAssignor implements AutoCloseable {
    private static final String DISTRIBUTED = "org.apache.kafka.connect.runtime.distributed.";

    private final URLClassLoader loader;

    ApacheAssignor() {
        File[] jars = Objects.requireNonNull(
                new File(System.getProperty("reference.jars")).listFiles((folder, name) -> name.endsWith(".jar")));
        List<URL> urls = new ArrayList<>();
        try {
            for (File jar : jars) {
                urls.add(jar.toURI().toURL());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loader = new URLClassLoader(urls.toArray(URL[]::new), ApacheAssignor.class.getClassLoader());
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** A worker of Apache's that has not led before. */
    SimulatedGroup.Leader newLeader(int maxDelayMs) {
        try {
            return new ApacheLeader(maxDelayMs);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class ApacheLeader implements SimulatedGroup.Leader {
        private final StoppedTime time = new StoppedTime();
        private final Object assignor;
        private final Method assign;
        private final Field delay;

        ApacheLeader(int maxDelayMs) throws ReflectiveOperationException {
            Class<?> type = loader.loadClass(DISTRIBUTED + "IncrementalCooperativeAssignor");
            assignor = type.getConstructor(LogContext.class, Time.class, int.class)
                    .newInstance(new LogContext(), time, maxDelayMs);
            assign = type.getDeclaredMethod(
                    "performTaskAssignment",
                    loader.loadClass("org.apache.kafka.connect.storage.ClusterConfigState"),
                    int.class,
                    int.class,
                    Map.class);
            assign.setAccessible(true);
            delay = type.getDeclaredField("delay");
            delay.setAccessible(true);
        }

        @Override
        public AssignmentPlan assign(ClusterView view, long nowMs) {
            try {
                time.nowMs = nowMs;
                Map<String, Object> running = new TreeMap<>();
                for (Map.Entry<String, Member> member : view.members().entrySet()) {
                    running.put(
                            member.getKey(),
                            connectorsAndTasks(member.getValue().running()));
                }
                Object assigned = assign.invoke(
                        assignor,
                        configState(view.configured()),
                        view.lastCompletedGeneration(),
                        view.generation(),
                        running);
                return plan(view, assigned, (int) delay.get(assignor));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private AssignmentPlan plan(ClusterView view, Object assigned, int delayMs)
                throws ReflectiveOperationException {
            TreeMap<String, MemberPlan> plans = new TreeMap<>();
            for (Map.Entry<String, Member> member : view.members().entrySet()) {
                String id = member.getKey();
                WorkShare start =
                        share(get(assigned, "newlyAssignedConnectors", id), get(assigned, "newlyAssignedTasks", id));
                WorkShare revoke =
                        share(get(assigned, "newlyRevokedConnectors", id), get(assigned, "newlyRevokedTasks", id));
                plans.put(
                        id,
                        new MemberPlan(
                                start,
                                revoke,
                                member.getValue().running().minus(revoke).plus(start)));
            }
            return new AssignmentPlan(plans, delayMs, AssignmentMemory.EMPTY);
        }
    }

    private Object connectorsAndTasks(WorkShare share) throws ReflectiveOperationException {
        Constructor<?> newBuilder = loader.loadClass(DISTRIBUTED + "WorkerCoordinator$ConnectorsAndTasks$Builder")
                .getDeclaredConstructor();
        newBuilder.setAccessible(true);
        Object builder = newBuilder.newInstance();
        Method with = builder.getClass().getMethod("with", Collection.class, Collection.class);
        with.setAccessible(true);
        with.invoke(builder, share.connectors(), taskIds(share.tasks()));
        Method build = builder.getClass().getMethod("build");
        build.setAccessible(true);
        return build.invoke(builder);
    }

    private List<Object> taskIds(Collection<TaskId> tasks) throws ReflectiveOperationException {
        Constructor<?> constructor = loader.loadClass("org.apache.kafka.connect.util.ConnectorTaskId")
                .getConstructor(String.class, int.class);
        List<Object> ids = new ArrayList<>();
        for (TaskId id : tasks) {
            ids.add(constructor.newInstance(id.connector(), id.task()));
        }
        return ids;
    }

    private Object configState(WorkShare configured) throws ReflectiveOperationException {
        Map<String, Integer> taskCounts = new HashMap<>();
        Map<String, Map<String, String>> connectors = new HashMap<>();
        for (String connector : configured.connectors()) {
            taskCounts.put(connector, 0);
            connectors.put(connector, Map.of());
        }
        Map<Object, Map<String, String>> tasks = new HashMap<>();
        for (Object id : taskIds(configured.tasks())) {
            tasks.put(id, Map.of());
        }
        configured.tasks().forEach(task -> taskCounts.merge(task.connector(), 1, Integer::sum));
        for (Constructor<?> constructor : loader.loadClass("org.apache.kafka.connect.storage.ClusterConfigState")
                .getConstructors()) {
            if (constructor.getParameterCount() == 11) {
                return constructor.newInstance(
                        1L,
                        null,
                        taskCounts,
                        connectors,
                        Map.of(),
                        tasks,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Set.of(),
                        Set.of());
            }
        }
        throw new NoSuchMethodException("ClusterConfigState");
    }

    private static WorkShare share(Object connectors, Object tasks) throws ReflectiveOperationException {
        Set<String> names = new HashSet<>();
        for (Object name : (Collection<?>) connectors) {
            names.add((String) name);
        }
        Set<TaskId> ids = new HashSet<>();
        for (Object id : (Collection<?>) tasks) {
            ids.add(new TaskId((String) id.getClass().getMethod("connector").invoke(id), (int)
                    id.getClass().getMethod("task").invoke(id)));
        }
        return new WorkShare(names, ids);
    }

    private static Object get(Object assigned, String accessor, String member) throws ReflectiveOperationException {
        Method method = assigned.getClass().getDeclaredMethod(accessor, String.class);
        method.setAccessible(true);
        return method.invoke(assigned, member);
    }

    /** A clock that stands still unless it is set. */
    private static final class StoppedTime implements Time {
        private long nowMs;

        @Override
        public long milliseconds() {
            return nowMs;
        }

        @Override
        public long nanoseconds() {
            return nowMs * 1_000_000;
        }

        @Override
        public void sleep(long ms) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void waitObject(Object lock, java.util.function.Supplier<Boolean> condition, long deadlineMs) {
            throw new UnsupportedOperationException();
        }
    }
}
