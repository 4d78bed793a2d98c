package org.apache.kafka.connect.header;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Those headers that have a certain name. */
final class NamedHeaders implements Iterator<Header> {
    private final Iterator<Header> headers;
    private final String key;
    private Header next;

    NamedHeaders(Iterator<Header> headers, String key) {
        this.headers = headers;
        this.key = key;
    }

    @Override
    public boolean hasNext() {
        while (next == null && headers.hasNext()) {
            Header candidate = headers.next();
            if (candidate.key().equals(key)) {
                next = candidate;
            }
        }
        return next != null;
    }

    @Override
    public Header next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no header left");
        }
        Header found = next;
        next = null;
        return found;
    }
}
