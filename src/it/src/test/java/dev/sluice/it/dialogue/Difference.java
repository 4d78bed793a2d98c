package dev.sluice.it.dialogue;

/**
 * A difference between two workers' answers to the same request.
 *
 * @param label  the request
 * @param where  {@code status}, {@code header content-type}, {@code body /configs/topics/value/errors}
 * @param apache what Apache's worker answered there
 * @param ours   what ours did
 */
public record Difference(String label, String where, String apache, String ours) {
    private static final int SHOWN = 300;

    /** The request and the place in its answer, whatever differs there. */
    public String place() {
        return label + " | " + where;
    }

    @Override
    public String toString() {
        return place() + " | " + shortened(apache) + " -> " + shortened(ours);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
