package dev.sluice.group;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Apache's published codec, from the jars in the folder {@code reference.jars}, spoken to in our types. */
final class ApacheProtocol implements AutoCloseable {
    private static final String PACKAGE = "org.apache.kafka.connect.runtime.distributed.";

    private final URLClassLoader loader;

    ApacheProtocol() {
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
        loader = new URLClassLoader(urls.toArray(URL[]::new), ApacheProtocol.class.getClassLoader());
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    ByteBuffer writeMetadata(GroupProtocol protocol, MemberMetadata metadata) throws ReflectiveOperationException {
        if (protocol == GroupProtocol.EAGER) {
            Object state =
                    constructor("ConnectProtocol$WorkerState").newInstance(metadata.url(), metadata.configOffset());
            return (ByteBuffer) call("ConnectProtocol", "serializeMetadata", state);
        }
        Object held =
                metadata.held().isPresent() ? extended(protocol, metadata.held().get()) : null;
        Object state = constructor("ExtendedWorkerState").newInstance(metadata.url(), metadata.configOffset(), held);
        return (ByteBuffer) call(
                "IncrementalCooperativeConnectProtocol",
                "serializeMetadata",
                state,
                protocol == GroupProtocol.SESSIONED);
    }

    ByteBuffer writeAssignment(GroupProtocol protocol, Assignment assignment) throws ReflectiveOperationException {
        if (protocol == GroupProtocol.EAGER) {
            Object plain = constructor("ConnectProtocol$Assignment")
                    .newInstance(
                            assignment.error(),
                            assignment.leaderId(),
                            assignment.leaderUrl(),
                            assignment.configOffset(),
                            assignment.start().connectors(),
                            taskIds(assignment.start()));
            return (ByteBuffer) call("ConnectProtocol", "serializeAssignment", plain);
        }
        return (ByteBuffer) call(
                "IncrementalCooperativeConnectProtocol",
                "serializeAssignment",
                extended(protocol, assignment),
                protocol == GroupProtocol.SESSIONED);
    }

    MemberMetadata readMetadata(GroupProtocol protocol, ByteBuffer bytes) throws ReflectiveOperationException {
        Object state = call(codec(protocol), "deserializeMetadata", bytes);
        Object held = protocol == GroupProtocol.EAGER ? null : get(state, "assignment");
        return new MemberMetadata(
                (String) get(state, "url"),
                (long) get(state, "offset"),
                // A missing one is read as an assignment without a leader.
                held == null || get(held, "leader") == null ? Optional.empty() : Optional.of(assignment(held, true)));
    }

    Assignment readAssignment(GroupProtocol protocol, ByteBuffer bytes) throws ReflectiveOperationException {
        return assignment(call(codec(protocol), "deserializeAssignment", bytes), protocol != GroupProtocol.EAGER);
    }

    private static String codec(GroupProtocol protocol) {
        return protocol == GroupProtocol.EAGER ? "ConnectProtocol" : "IncrementalCooperativeConnectProtocol";
    }

    private Object extended(GroupProtocol protocol, Assignment assignment) throws ReflectiveOperationException {
        return constructor("ExtendedAssignment")
                .newInstance(
                        protocol.version(),
                        assignment.error(),
                        assignment.leaderId(),
                        assignment.leaderUrl(),
                        assignment.configOffset(),
                        assignment.start().connectors(),
                        taskIds(assignment.start()),
                        assignment.revoked().connectors(),
                        taskIds(assignment.revoked()),
                        assignment.delayMs());
    }

    private Collection<Object> taskIds(WorkShare share) throws ReflectiveOperationException {
        Constructor<?> constructor = loader.loadClass("org.apache.kafka.connect.util.ConnectorTaskId")
                .getConstructor(String.class, int.class);
        List<Object> ids = new ArrayList<>();
        for (TaskId id : share.tasks()) {
            ids.add(constructor.newInstance(id.connector(), id.task()));
        }
        return ids;
    }

    private static Assignment assignment(Object from, boolean extended) throws ReflectiveOperationException {
        return new Assignment(
                (short) get(from, "error"),
                (String) get(from, "leader"),
                (String) get(from, "leaderUrl"),
                (long) get(from, "offset"),
                share(get(from, "connectors"), get(from, "tasks")),
                extended ? share(get(from, "revokedConnectors"), get(from, "revokedTasks")) : WorkShare.EMPTY,
                extended ? (int) get(from, "delay") : 0);
    }

    private static WorkShare share(Object connectors, Object tasks) throws ReflectiveOperationException {
        Set<String> names = new HashSet<>();
        for (Object name : (Collection<?>) connectors) {
            names.add((String) name);
        }
        Set<TaskId> ids = new HashSet<>();
        for (Object id : (Collection<?>) tasks) {
            ids.add(new TaskId((String) get(id, "connector"), (int) get(id, "task")));
        }
        return new WorkShare(names, ids);
    }

    private Constructor<?> constructor(String simpleName) throws ReflectiveOperationException {
        return loader.loadClass(PACKAGE + simpleName).getConstructors()[0];
    }

    private Object call(String simpleName, String method, Object... arguments) throws ReflectiveOperationException {
        for (var each : loader.loadClass(PACKAGE + simpleName).getMethods()) {
            if (each.getName().equals(method)) {
                return each.invoke(null, arguments);
            }
        }
        throw new NoSuchMethodException(simpleName + "." + method);
    }

    private static Object get(Object from, String accessor) throws ReflectiveOperationException {
        return from.getClass().getMethod(accessor).invoke(from);
    }
}
