package org.apache.kafka.connect.errors;

import dev.sluice.differential.Transcript;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.kafka.connect.health.AbstractState;
import org.apache.kafka.connect.health.ConnectorHealth;
import org.apache.kafka.connect.health.ConnectorState;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.health.TaskState;

/** Makes errors and states, valid or not, and compares them. */
public class ErrorAndHealthScenario implements LongFunction<String> {
    private static final List<String> NAMES = Arrays.asList("RUNNING", "FAILED", "", " ", "\t\n", null, "w:8083");

    @Override
    public String apply(long seed) {
        Random random = new Random(seed);
        Transcript transcript = new Transcript();
        errors(transcript);
        for (int i = 0; i < 10; i++) {
            transcript.step("task", () -> states(transcript, task(random), task(random)));
            transcript.step("connector", () -> states(transcript, connector(random), connector(random)));
            transcript.step("health", () -> health(transcript, random));
        }
        transcript.note("types", Arrays.asList(ConnectorType.values()));
        return transcript.toString();
    }

    private static void errors(Transcript transcript) {
        Exception cause = new IllegalStateException("cause");
        Map<String, Function<String, Exception>> byMessage = Map.of(
                "1", ConnectException::new,
                "2", DataException::new,
                "3", SchemaBuilderException::new,
                "4", SchemaProjectorException::new,
                "5", RetriableException::new,
                "6", AlreadyExistsException::new,
                "7", NotFoundException::new,
                "8", IllegalWorkerStateException::new);
        for (String number : List.of("1", "2", "3", "4", "5", "6", "7", "8")) {
            Exception error = byMessage.get(number).apply("message");
            for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
                transcript.note("is a", type.getName());
            }
            transcript.note("message", error.getMessage());
            transcript.note("text", error.toString());
            transcript.note("cause", error.getCause());
            transcript.note("trace", error.getStackTrace().length > 0);
            transcript.step("late cause", () -> error.initCause(cause) == error);
        }
        transcript.note("both", new DataException("message", cause));
        transcript.note("both's cause", new NotFoundException("message", cause).getCause());
        transcript.note("cause only", new RetriableException(cause));
        transcript.note("cause's cause", new ConnectException(cause).getCause());
        transcript.note("null cause", new ConnectException((Throwable) null));
        transcript.note("null message", new ConnectException((String) null));
    }

    private static String states(Transcript transcript, AbstractState left, AbstractState right) {
        transcript.note("parts", Arrays.asList(left.state(), left.workerId(), left.traceMessage()));
        transcript.note("hash", left.hashCode());
        transcript.note("equal the other way", right.equals(left));
        for (Object other : Arrays.asList(left, right, null, "text")) {
            transcript.note("equal", left.equals(other));
        }
        if (left instanceof TaskState task) {
            transcript.note("task", task.taskId());
            transcript.note(
                    "copy",
                    task.equals(new TaskState(task.taskId(), left.state(), left.workerId(), left.traceMessage())));
            Object connector = new ConnectorState("RUNNING", "w:8083", null);
            transcript.note("kind", left.equals(connector));
        }
        return left.toString();
    }

    private static String health(Transcript transcript, Random random) {
        Map<Integer, TaskState> tasks = random.nextInt(6) == 0 ? null : new HashMap<>();
        if (tasks != null && random.nextBoolean()) {
            tasks.put(0, new TaskState(0, "RUNNING", "w:8083", null));
        }
        String name = random.nextInt(3) == 0 ? name(random) : "name";
        ConnectorState state = random.nextInt(6) == 0 ? null : new ConnectorState("RUNNING", "w:8083", null);
        ConnectorType type =
                random.nextInt(6) == 0 ? null : List.of(ConnectorType.values()).get(random.nextInt(3));
        ConnectorHealth health = new ConnectorHealth(name, state, tasks, type);
        transcript.note("parts", Arrays.asList(health.name(), health.connectorState(), health.type()));
        transcript.note("same map", Transcript.identical(health.tasksState(), tasks));
        transcript.note("formula", health.hashCode() == Objects.hash(name, state, tasks, type));
        transcript.note("copy", health.equals(new ConnectorHealth(name, state, Map.copyOf(tasks), type)));
        transcript.note("other", health.equals(new ConnectorHealth(name, state, tasks, ConnectorType.SINK)));
        transcript.note("no tasks", health.equals(new ConnectorHealth(name, state, Map.of(), type)));
        for (Object other : Arrays.asList(health, null, "text")) {
            transcript.note("equal", health.equals(other));
        }
        return health.toString();
    }

    private static TaskState task(Random random) {
        return new TaskState(random.nextInt(2), name(random), name(random), random.nextBoolean() ? null : "trace");
    }

    private static ConnectorState connector(Random random) {
        return new ConnectorState(name(random), name(random), random.nextBoolean() ? null : "trace");
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(3) == 0 ? random.nextInt(NAMES.size()) : 0);
    }
}
