package org.apache.kafka.connect.json;

/**
 * Says that a quick path has met what it does not know, be it legal or not. Whoever catches it does the whole work
 * again on the way through a tree, which knows all there is and finds the words for what is wrong.
 */
final class Unusual extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusual() {
        // No trace, as nobody looks at it.
        super("not for the quick path", null, false, false);
    }
}
