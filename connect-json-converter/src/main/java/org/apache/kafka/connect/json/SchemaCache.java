package org.apache.kafka.connect.json;

import java.util.function.Function;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;

/**
 * What was worked out for the keys met last, so that it is worked out once for a key and not for every message. The few
 * met last of all are known by identity, which costs next to nothing; all others are known by equality.
 *
 * @param <P> what is worked out
 */
final class SchemaCache<K, P> {
    private final Cache<K, P> plans;
    private final Function<K, P> planner;
    private final Recent<Entry<K, P>> recent;

    /** A cache of so many entries; of none if the size is 0. */
    SchemaCache(int size, Function<K, P> planner) {
        this.plans = new SynchronizedCache<>(new LRUCache<>(size));
        this.planner = planner;
        this.recent = new Recent<>(size);
    }

    P get(K key) {
        for (int i = 0; i < recent.size(); i++) {
            Entry<K, P> candidate = recent.get(i);
            if (candidate != null && isSame(candidate.key(), key)) {
                return candidate.plan();
            }
        }
        return find(key);
    }

    private P find(K key) {
        P plan = plans.get(key);
        if (plan == null) {
            plan = planner.apply(key);
            plans.put(key, plan);
        }
        recent.add(new Entry<>(key, plan));
        return plan;
    }

    private static boolean isSame(Object one, Object other) {
        return one == other;
    }

    private record Entry<K, P>(K key, P plan) {}
}
