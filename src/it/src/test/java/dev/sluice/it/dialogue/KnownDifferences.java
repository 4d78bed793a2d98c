package dev.sluice.it.dialogue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The differences that are meant, from {@code dialogue/differences.txt}. A line names requests and a place in the answer,
 * both with {@code *} for anything, and says why ours is better:
 *
 * <pre>
 * malformed * | status 500 -> 400 | the client is to blame, and can be told so
 * </pre>
 */
public final class KnownDifferences {
    private static final int LONG_DIALOGUE = 300;

    private final List<Known> known = new ArrayList<>();

    private record Known(String line, Pattern label, Pattern where) {
        boolean covers(Difference difference) {
            String place = difference.where();
            return label.matcher(difference.label()).matches()
                    && (where.matcher(place).matches()
                            || where.matcher(place + " " + difference.apache() + " -> " + difference.ours())
                                    .matches());
        }
    }

    private KnownDifferences() {}

    /** @throws IOException if a line gives no reason */
    public static KnownDifferences read() throws IOException {
        KnownDifferences all = new KnownDifferences();
        for (String line : Dialogue.lines("differences.txt")) {
            String[] parts = line.split(" \\| ");
            if (parts.length != 3 || parts[2].isBlank()) {
                throw new IOException("a difference needs requests | place | reason, but here is: " + line);
            }
            all.known.add(new Known(line, pattern(parts[0].strip()), pattern(parts[1].strip())));
        }
        return all;
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.DOTALL);
    }

    /** Those that are not listed. */
    public List<Difference> unlisted(List<Difference> differences) {
        return differences.stream()
                .filter(difference -> known.stream().noneMatch(one -> one.covers(difference)))
                .toList();
    }

    /**
     * Listed ones that do not occur (any more).
     *
     * @param labels the requests that were made; what is listed for others only does not count
     */
    public List<String> stale(List<Difference> differences, Set<String> labels) {
        return known.stream()
                .filter(one -> labels.stream()
                        .anyMatch(label -> one.label().matcher(label).matches()))
                .filter(one -> differences.stream().noneMatch(one::covers))
                // When a task first got on is a matter of time: a short dialogue may be over before.
                .filter(one -> labels.size() >= LONG_DIALOGUE || !one.line().contains("last_*_ms"))
                .map(Known::line)
                .toList();
    }
}
