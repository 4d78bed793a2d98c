package org.apache.kafka.connect.header;

import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A list of headers on one array. Its iterator fails fast, but ends quietly where the list has become shorter than what
 * was already visited: transformations exist that remove headers while they iterate, and get away with it.
 */
final class HeaderList implements Iterable<Header> {
    private static final int FIRST_CAPACITY = 4;

    private Header[] headers;
    private int size;
    private int changes;

    HeaderList() {
        headers = new Header[FIRST_CAPACITY];
    }

    HeaderList(HeaderList other) {
        headers = Arrays.copyOf(other.headers, Math.max(FIRST_CAPACITY, other.size));
        size = other.size;
    }

    int size() {
        return size;
    }

    Header get(int index) {
        return headers[index];
    }

    void add(Header header) {
        if (size == headers.length) {
            headers = Arrays.copyOf(headers, size * 2);
        }
        headers[size++] = header;
        changes++;
    }

    /** Removes those headers of a name whose index is below a limit. */
    void remove(String key, int limit) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (i >= limit || !headers[i].key().equals(key)) {
                headers[kept++] = headers[i];
            }
        }
        truncate(kept);
    }

    /** Removes the headers that a later one of the same name follows. */
    void retainLast() {
        Set<String> seen = new HashSet<>();
        int kept = size;
        for (int i = size - 1; i >= 0; i--) {
            if (seen.add(headers[i].key())) {
                headers[--kept] = headers[i];
            }
        }
        System.arraycopy(headers, kept, headers, 0, size - kept);
        truncate(size - kept);
    }

    /** Index of the last header of a name, -1 if there is none. */
    int lastIndexOf(String key) {
        int i = size - 1;
        while (i >= 0 && !headers[i].key().equals(key)) {
            i--;
        }
        return i;
    }

    void clear() {
        truncate(0);
        changes++;
    }

    private void truncate(int newSize) {
        if (newSize < size) {
            Arrays.fill(headers, newSize, size, null);
            size = newSize;
            changes++;
        }
    }

    @Override
    public Cursor iterator() {
        return new Cursor();
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + headers[i].hashCode();
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderList that && Arrays.equals(headers, 0, size, that.headers, 0, that.size);
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < size; i++) {
            text.add(headers[i].toString());
        }
        return text.toString();
    }

    /** An iterator that can also replace the header that it returned last. */
    final class Cursor implements Iterator<Header> {
        private static final int NONE = -1;

        private int next;
        private int last = NONE;
        private int expectedChanges = changes;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Header next() {
            requireUnchanged();
            if (next >= size) {
                throw new NoSuchElementException("no header left");
            }
            last = next++;
            return headers[last];
        }

        @Override
        public void remove() {
            requireUnchanged();
            if (last == NONE) {
                throw new IllegalStateException("no header to remove: call next() first");
            }
            System.arraycopy(headers, next, headers, last, size - next);
            truncate(size - 1);
            next = last;
            last = NONE;
            expectedChanges = changes;
        }

        void set(Header header) {
            requireUnchanged();
            headers[last] = header;
        }

        private void requireUnchanged() {
            if (changes != expectedChanges) {
                throw new ConcurrentModificationException("headers were added or removed while iterating");
            }
        }
    }
}
