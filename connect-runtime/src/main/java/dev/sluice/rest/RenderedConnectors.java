package dev.sluice.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The JSON of connectors, made once and kept until the worker says something else of them: the cost of a list of a
 * thousand connectors is that of those that have changed. Safe for use by many threads.
 */
final class RenderedConnectors {
    private final ObjectMapper mapper;
    private final Map<String, Rendered> statuses = new ConcurrentHashMap<>();
    private final Map<String, Rendered> infos = new ConcurrentHashMap<>();
    private final AtomicLong made = new AtomicLong();

    RenderedConnectors(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** One answer. */
    static final class Rendered {
        private final Object of;
        private final byte[] json;
        private final long number;

        /** @param of what it says, the very object */
        private Rendered(Object of, byte[] json, long number) {
            this.of = of;
            this.json = json;
            this.number = number;
        }

        /** How it says it; not to be changed. */
        byte[] json() {
            return json;
        }

        /** Another one for every answer of this worker's life. */
        long number() {
            return number;
        }
    }

    /** @throws ServiceException.NotFound if no status is known */
    Rendered status(ConnectService service, String connector) {
        return rendered(statuses, connector, () -> service.connectorStatus(connector), StatusJson::of);
    }

    /** @throws ServiceException.NotFound if there is no such connector */
    Rendered info(ConnectService service, String connector) {
        return rendered(infos, connector, () -> service.connector(connector), info -> info);
    }

    /** Forgets connectors that are gone. */
    void keepOnly(Set<String> connectors) {
        for (Map<String, Rendered> kept : List.of(statuses, infos)) {
            if (kept.size() > connectors.size()) {
                kept.keySet().retainAll(connectors);
            }
        }
    }

    private interface Form<T> {
        Object of(T subject);
    }

    private <T> Rendered rendered(Map<String, Rendered> kept, String connector, Supplier<T> read, Form<T> form) {
        T now;
        try {
            now = read.get();
        } catch (ServiceException.NotFound e) {
            kept.remove(connector);
            throw e;
        }
        Rendered before = kept.get(connector);
        if (before != null && before.of == now) {
            return before;
        }
        try {
            Rendered rendered = new Rendered(now, mapper.writeValueAsBytes(form.of(now)), made.incrementAndGet());
            kept.put(connector, rendered);
            return rendered;
        } catch (JsonProcessingException e) {
            throw new ServiceException("Connector " + connector + " cannot be written as JSON", e);
        }
    }
}
