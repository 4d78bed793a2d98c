package dev.sluice.it.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a page of Markdown, in their order. {@code ```sh} is commands; {@code ```sh again} is commands that are
 * tried until the promise holds. A {@code ```text} block right after is what the output has: each line a piece, {@code ...}
 * in it for anything. {@code <!-- file: path -->} before a block makes it a file; {@code <!-- not run: reason -->} says why
 * no test runs it.
 */
record DocumentedPage(String name, List<DocumentedBlock> blocks) {
    private static final Pattern REMARK = Pattern.compile("<!-- (file|not run): (.+) -->");
    private static final String FENCE = "```";

    static DocumentedPage read(Path file) throws IOException {
        return new DocumentedPage(
                file.getFileName().toString(), List.copyOf(new Reader(Files.readAllLines(file)).blocks()));
    }

    /** Walks over the lines of a page. */
    private static final class Reader {
        private final List<String> lines;
        private final List<DocumentedBlock> blocks = new ArrayList<>();
        private int at;
        private String remark = "";
        private String remarked = "";

        Reader(List<String> lines) {
            this.lines = lines;
        }

        List<DocumentedBlock> blocks() {
            while (at < lines.size()) {
                String line = lines.get(at).strip();
                Matcher matcher = REMARK.matcher(line);
                if (matcher.matches()) {
                    remark = matcher.group(1);
                    remarked = matcher.group(2);
                } else if (line.startsWith(FENCE)) {
                    fenced(line.substring(FENCE.length()));
                    remark = "";
                } else if (!line.isEmpty()) {
                    remark = "";
                }
                at++;
            }
            return blocks;
        }

        private void fenced(String kind) {
            int line = at + 1;
            String text = text();
            if (remark.equals("file")) {
                blocks.add(new DocumentedBlock.File(line, remarked, text));
            } else if (remark.equals("not run")) {
                blocks.add(new DocumentedBlock.NotRun(line, text, remarked));
            } else if (kind.equals("sh") || kind.equals("sh again")) {
                blocks.add(new DocumentedBlock.Commands(line, text, kind.endsWith("again"), promise()));
            }
        }

        /** What stands up to the closing fence, which is then the current line. */
        private String text() {
            StringBuilder text = new StringBuilder();
            for (at++; at < lines.size() && !lines.get(at).strip().equals(FENCE); at++) {
                text.append(lines.get(at)).append('\n');
            }
            return text.toString();
        }

        private List<String> promise() {
            int next = at + 1;
            while (next < lines.size() && lines.get(next).isBlank()) {
                next++;
            }
            if (next == lines.size() || !lines.get(next).strip().equals(FENCE + "text")) {
                return List.of();
            }
            at = next;
            return text().lines()
                    .flatMap(line -> Arrays.stream(line.split("\\.\\.\\.", -1)))
                    .map(String::strip)
                    .filter(piece -> !piece.isEmpty())
                    .toList();
        }
    }
}
