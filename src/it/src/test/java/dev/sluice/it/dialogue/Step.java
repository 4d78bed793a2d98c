package dev.sluice.it.dialogue;

import java.util.List;
import java.util.Map;

/** A step of a dialogue. */
public sealed interface Step {

    /**
     * A request whose answers are compared.
     *
     * @param label   its name, unique in the dialogue
     * @param target  path and query, sent as they are
     * @param headers further header lines, such as {@code Accept: text/plain}
     * @param body    null for none
     */
    record Request(String label, String method, String target, List<String> headers, String body) implements Step {}

    /**
     * Waits until a GET is answered so; nothing is compared.
     *
     * @param headers  as of a request
     * @param expected values by JSON pointer; an empty one stands for a field that is not there
     */
    record Awaited(String path, int status, List<String> headers, Map<String, String> expected) implements Step {}
}
