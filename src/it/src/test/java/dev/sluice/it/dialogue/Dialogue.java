package dev.sluice.it.dialogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a dialogue from a text file:
 *
 * <pre>
 * # a comment
 * [label] PUT /connectors/x/config
 *   Accept: application/json
 *   | {"connector.class": "FileStreamSource"}
 * await /connectors/x/status 200 /connector/state=RUNNING /tasks/1=
 * with Authorization: Basic dTpw
 * </pre>
 *
 * <p>A header after {@code with} goes along with all requests that follow, up to the next {@code with}. Indented lines
 * belong to the request above: headers, and after a bar the lines of the body. A body is sent as JSON
 * unless a {@code Content-Type} is given; one that reads {@code none} leaves the header out. <code>{{repeat ab 3}}</code>
 * stands for {@code ababab}, <code>{{bytes c3 28}}</code> for bytes, <code>{{dir}}</code> for a directory that both
 * workers see, <code>{{worker}}</code> for a word that is another one for each worker.
 */
public final class Dialogue {
    private static final Pattern REQUEST = Pattern.compile("\\[(.+?)] ([A-Z]+) (.+)");
    private static final Pattern MACRO = Pattern.compile("\\{\\{(\\w+)(?: ([^}]*))?}}");

    private final List<Step> steps = new ArrayList<>();
    private List<String> everywhere = List.of();
    private final Set<String> labels = new HashSet<>();

    private Dialogue() {}

    /** Reads a resource below {@code dialogue/}. */
    public static Dialogue of(String resource) throws IOException {
        Dialogue dialogue = new Dialogue();
        for (String line : lines(resource)) {
            dialogue.add(line);
        }
        return dialogue;
    }

    static List<String> lines(String resource) throws IOException {
        try (InputStream in = Dialogue.class.getResourceAsStream("/dialogue/" + resource)) {
            if (in == null) {
                throw new IOException("no resource dialogue/" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    private void add(String line) {
        if (line.startsWith(" ")) {
            extend(line.strip());
        } else if (line.startsWith("await ")) {
            steps.add(awaited(line.split(" ")));
        } else if (line.startsWith("with")) {
            String header = line.substring("with".length()).strip();
            everywhere = header.isEmpty() ? List.of() : List.of(header);
        } else {
            Matcher request = REQUEST.matcher(line);
            if (!request.matches() || !labels.add(request.group(1))) {
                throw new IllegalArgumentException("no request, or one whose label was used before: " + line);
            }
            steps.add(new Step.Request(request.group(1), request.group(2), request.group(3), everywhere, null));
        }
    }

    private Step awaited(String[] words) {
        Map<String, String> expected = new LinkedHashMap<>();
        for (int i = 3; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            expected.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new Step.Awaited(words[1], Integer.parseInt(words[2]), everywhere, expected);
    }

    private void extend(String line) {
        Step.Request last = (Step.Request) steps.remove(steps.size() - 1);
        List<String> headers = new ArrayList<>(last.headers());
        String body = last.body();
        if (line.startsWith("|")) {
            String text = line.substring(1).strip();
            body = body == null ? text : body + "\n" + text;
        } else {
            headers.add(line);
        }
        steps.add(new Step.Request(last.label(), last.method(), last.target(), headers, body));
    }

    /**
     * Replaces what stands in double braces.
     *
     * @param words what the words without parameters stand for
     */
    static String expand(String text, Map<String, String> words) {
        return MACRO.matcher(text).replaceAll(macro -> {
            String parameters = macro.group(2);
            String value =
                    switch (macro.group(1)) {
                        case "repeat" -> {
                            String[] parts = parameters.split(" ");
                            yield parts[0].repeat(Integer.parseInt(parts[1]));
                        }
                        // Each char is sent as one byte where it is marked so, see RawHttp.
                        case "bytes" -> RawHttp.bytes(parameters);
                        default -> words.get(macro.group(1));
                    };
            if (value == null) {
                throw new IllegalArgumentException("unknown: " + macro.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
