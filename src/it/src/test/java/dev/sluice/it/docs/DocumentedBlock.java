package dev.sluice.it.docs;

import java.util.List;
import java.util.Optional;

/** One fenced block of a page that a user is to act on. */
sealed interface DocumentedBlock {
    /** Where the block begins, for messages: the line in its page, from 1. */
    int line();

    /**
     * Commands to type.
     *
     * @param again whether a user tries again until the output is as promised, as one who waits for something does
     * @param promised pieces of text that the output has, in this order
     */
    record Commands(int line, String text, boolean again, List<String> promised) implements DocumentedBlock {
        /** Whether the output has all that is promised. */
        boolean isKept(String output) {
            return missing(output).isEmpty();
        }

        /** The first promised piece that the output does not have where it should. */
        Optional<String> missing(String output) {
            int from = 0;
            for (String piece : promised) {
                int at = output.indexOf(piece, from);
                if (at < 0) {
                    return Optional.of(piece);
                }
                from = at + piece.length();
            }
            return Optional.empty();
        }
    }

    /** A file to write, at a path relative to where the user is. */
    record File(int line, String path, String text) implements DocumentedBlock {}

    /** Commands that no test can run, and why. */
    record NotRun(int line, String text, String reason) implements DocumentedBlock {}
}
