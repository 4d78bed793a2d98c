package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an operator does with a connector, all of it through one worker. Answers 409 are taken for what they say, and the
 * call is made again: a rebalance is under way.
 */
public final class RestTour {
    private final Rest rest;
    private final String connector;
    private final Map<String, String> config;

    /**
     * @param connector one with a single task, which exists
     * @param config    its config, of which the tour changes the key {@code note}
     */
    public RestTour(Rest rest, String connector, Map<String, String> config) {
        this.rest = rest;
        this.connector = connector;
        this.config = config;
    }

    /** Does everything once, and leaves the connectors as they were but for the note. */
    public void make(String note) {
        read();
        change(note);
        pauseAndResume();
        restart();
        createAndDelete(connector + "-" + note);
    }

    private void read() {
        assertTrue(rest.get("/connectors").body().contains('"' + connector + '"'));
        for (String part : List.of("", "/status", "/config", "/tasks")) {
            // Apache's worker does not answer all of them during a rebalance.
            String path = "/connectors/" + connector + part;
            Await.until("GET " + path, () -> rest.get(path).status() == 200);
        }
    }

    private void change(String note) {
        Map<String, String> changed = new java.util.HashMap<>(config);
        changed.put("note", note);
        expect(200, () -> rest.put("/connectors/" + connector + "/config", changed));
        Await.until(
                "the changed config is read back",
                () -> rest.get("/connectors/" + connector + "/config").body().contains('"' + note + '"'));
        Await.until(
                "the task has the changed config",
                () -> rest.get("/connectors/" + connector + "/tasks").body().contains('"' + note + '"'));
        rest.awaitRunning(connector, 1);
    }

    private void pauseAndResume() {
        expect(202, () -> rest.put("/connectors/" + connector + "/pause", Map.of()));
        awaitTask("PAUSED");
        expect(202, () -> rest.put("/connectors/" + connector + "/resume", Map.of()));
        rest.awaitRunning(connector, 1);
    }

    private void restart() {
        expect(202, () -> rest.post("/connectors/" + connector + "/restart?includeTasks=true", Map.of()));
        rest.awaitRunning(connector, 1);
    }

    private void createAndDelete(String name) {
        expect(201, () -> rest.post("/connectors", Map.of("name", name, "config", config)));
        rest.awaitRunning(name, 1);
        expect(204, () -> rest.delete("/connectors/" + name));
        Await.until(name + " is gone", () -> rest.get("/connectors/" + name).status() == 404);
    }

    private void awaitTask(String state) {
        Await.until("the task of " + connector + " is " + state, () -> rest.get(
                        "/connectors/" + connector + "/tasks/0/status")
                .body()
                .contains('"' + state + '"'));
    }

    private static void expect(int status, Supplier<Rest.Answer> call) {
        Rest.Answer answer = Rest.settled(call);
        assertEquals(status, answer.status(), answer.body());
    }
}
