package org.apache.kafka.connect.json;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few things met lately, to be looked through before a cache is asked. They take turns in being replaced, so that a
 * task with a handful of schemas finds all of them here. Several threads may use it; what one of them adds may be lost
 * to another.
 */
final class Recent<T> {
    /** Looking through more would cost as much as asking. */
    private static final int MOST = 8;

    private final AtomicReferenceArray<T> items;
    private int turn;

    /** For as many as a cache of that size holds, and no more than a few. */
    Recent(int cacheSize) {
        items = new AtomicReferenceArray<>(Math.max(0, Math.min(cacheSize, MOST)));
    }

    /** How many places there are. */
    int size() {
        return items.length();
    }

    /** What is at a place; null if nothing is. */
    T get(int place) {
        return items.getAcquire(place);
    }

    void add(T item) {
        if (items.length() > 0) {
            int place = Math.floorMod(turn, items.length());
            turn = place + 1;
            items.setRelease(place, item);
        }
    }
}
