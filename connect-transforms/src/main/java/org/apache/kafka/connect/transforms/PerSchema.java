package org.apache.kafka.connect.transforms;

import java.util.function.Function;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Schema;

/**
 * What a transformation worked out for the schemas it met last, so that it works it out once for a schema and not for
 * every record. Equal schemas share an entry; the schema met last of all is known by identity, which costs nothing.
 *
 * @param <P> what is worked out
 */
final class PerSchema<P> {
    private static final int SIZE = 16;

    private final Cache<Schema, P> plans = new SynchronizedCache<>(new LRUCache<>(SIZE));
    private final Function<Schema, P> planner;
    private volatile Entry<P> last;

    PerSchema(Function<Schema, P> planner) {
        this.planner = planner;
    }

    P get(Schema schema) {
        Entry<P> candidate = last;
        return candidate != null && isSame(candidate.schema(), schema) ? candidate.plan() : find(schema);
    }

    private P find(Schema schema) {
        P plan = plans.get(schema);
        if (plan == null) {
            plan = planner.apply(schema);
            plans.put(schema, plan);
        }
        last = new Entry<>(schema, plan);
        return plan;
    }

    private static boolean isSame(Object one, Object other) {
        return one == other;
    }

    private record Entry<P>(Schema schema, P plan) {}
}
