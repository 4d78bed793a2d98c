package dev.sluice.plugin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where plugins of the tests leave a trace of what was done to them; they find this class through their parent loader. */
public final class Witness {

    private static final List<Seen> SEEN = new CopyOnWriteArrayList<>();

    /** One call, and the context class loader that it was made with. */
    public record Seen(String what, ClassLoader contextLoader) {}

    private Witness() {}

    public static void saw(String what) {
        SEEN.add(new Seen(what, Thread.currentThread().getContextClassLoader()));
    }

    static long count(String what) {
        return SEEN.stream().filter(seen -> seen.what().equals(what)).count();
    }

    static ClassLoader lastContextLoader(String what) {
        return SEEN.stream()
                .filter(seen -> seen.what().equals(what))
                .reduce((first, second) -> second)
                .orElseThrow()
                .contextLoader();
    }
}
