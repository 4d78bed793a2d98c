package dev.sluice.it.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.it.Await;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Holds a dialogue with one worker and writes down its answers. */
public final class Talk {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What answers say of a moment that passes: Apache's worker, with status 500, between a change and the rebalance that
     * the change takes; either worker between two instances of a task. How fast the machine is decides who meets one.
     */
    private static final List<String> PASSING =
            List.of("Request cannot be completed because a rebalance is expected", "\"state\":\"UNASSIGNED\"");

    /** How long such a moment may last; what is so for longer is the answer. */
    private static final Duration MOMENT = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** How many answers are told when the next step fails. */
    private static final int SHOWN = 3;

    private final RawHttp http;
    private final Map<String, String> words;
    private final Map<String, String> ownWords;

    /**
     * @param url   the worker's
     * @param name  a word that stands for the worker where {@code {{worker}}} is written
     * @param words what other words stand for
     */
    public Talk(URI url, String name, Map<String, String> words) {
        this.http = new RawHttp(url);
        this.words = new HashMap<>(words);
        this.words.put("worker", name);
        this.words.put("address", url.getAuthority());
        this.ownWords = Map.of(name, "{{worker}}", url.getAuthority(), "{{address}}", ":" + url.getPort(), ":{{port}}");
    }

    /** The answers by label, in the order of the requests, without what belongs to this worker alone. */
    public Map<String, RawHttp.Answer> answers(Dialogue dialogue) throws IOException {
        return answers(dialogue.steps());
    }

    /** The answers to the requests of these steps, as above. */
    public Map<String, RawHttp.Answer> answers(List<Step> steps) throws IOException {
        Map<String, RawHttp.Answer> answers = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Request request) {
                answers.put(request.label(), neutral(send(request)));
            } else if (step instanceof Step.Awaited awaited) {
                try {
                    await(awaited);
                } catch (AssertionError e) {
                    throw new AssertionError(words.get("worker") + " had answered " + tail(answers), e);
                }
            }
        }
        return answers;
    }

    private static List<String> tail(Map<String, RawHttp.Answer> answers) {
        List<String> all = answers.entrySet().stream().map(Object::toString).toList();
        return all.subList(Math.max(0, all.size() - SHOWN), all.size());
    }

    private RawHttp.Answer send(Step.Request request) throws IOException {
        List<String> headers = new ArrayList<>();
        for (String header : request.headers()) {
            headers.add(Dialogue.expand(header, words));
        }
        String body = request.body() == null ? null : Dialogue.expand(request.body(), words);
        String target = Dialogue.expand(request.target(), words);
        long deadline = System.nanoTime() + MOMENT.toNanos();
        RawHttp.Answer answer = http.send(request.method(), target, headers, body);
        while (isPassing(answer.body()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = http.send(request.method(), target, headers, body);
        }
        return answer;
    }

    private static boolean isPassing(String body) {
        return PASSING.stream().anyMatch(body::contains);
    }

    private void await(Step.Awaited awaited) {
        String path = Dialogue.expand(awaited.path(), words);
        String[] last = new String[1];
        try {
            Await.until(path, () -> {
                RawHttp.Answer answer = http.send("GET", path, awaited.headers(), null);
                last[0] = answer.status() + " " + answer.body();
                return answer.status() == awaited.status() && holds(awaited.expected(), answer.body());
            });
        } catch (AssertionError e) {
            throw new AssertionError(awaited + ", but the last answer was " + last[0], e);
        }
    }

    private static boolean holds(Map<String, String> expected, String body) throws IOException {
        JsonNode json = JSON.readTree(body);
        return expected.entrySet().stream()
                .allMatch(field -> json.at(field.getKey()).asText().equals(field.getValue()));
    }

    private RawHttp.Answer neutral(RawHttp.Answer answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answer.headers()
                .forEach((name, values) ->
                        headers.put(name, values.stream().map(this::neutral).toList()));
        return new RawHttp.Answer(answer.status(), headers, neutral(answer.body()));
    }

    private String neutral(String text) {
        String neutral = text;
        // The address before its port.
        List<String> own = ownWords.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .toList();
        for (String word : own) {
            neutral = neutral.replace(word, ownWords.get(word));
        }
        return neutral;
    }
}
