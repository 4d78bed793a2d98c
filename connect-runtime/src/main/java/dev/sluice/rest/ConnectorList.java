package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ServiceException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of {@code GET /connectors?expand=...} (KIP-465), put together from what is rendered already. */
final class ConnectorList implements StreamingOutput {
    static final String STATUS = "status";
    static final String INFO = "info";
    static final String TOPICS = "topics";
    static final String ID = "id";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorList.class);
    private static final int CHUNK_BYTES = 32 * 1024;

    private final List<byte[]> parts = new ArrayList<>();

    private ConnectorList() {}

    /**
     * Collects the answer; nothing can fail any more when it is written.
     *
     * @param additions whether the expansions that Apache's worker does not have are known
     */
    static ConnectorList of(
            ConnectService service,
            RenderedConnectors rendered,
            ObjectMapper mapper,
            List<String> expansions,
            boolean additions) {
        Set<String> known = known(expansions, additions);
        ConnectorList list = new ConnectorList();
        boolean first = true;
        Set<String> names = service.connectors();
        rendered.keepOnly(names);
        for (String name : names) {
            int start = list.parts.size();
            try {
                list.add((first ? "{" : ",") + quoted(mapper, name) + ":{");
                list.addExpansions(service, rendered, mapper, name, known);
                list.add("}");
                first = false;
            } catch (ServiceException.NotFound e) {
                list.parts.subList(start, list.parts.size()).clear();
                LOG.debug("Connector left out of the list, it has just gone or has no status yet connector={}", name);
            }
        }
        list.add(first ? "{}" : "}");
        return list;
    }

    private static Set<String> known(List<String> expansions, boolean additions) {
        Set<String> known = new LinkedHashSet<>();
        for (String expansion : expansions) {
            if (expansion.equals(STATUS)
                    || expansion.equals(INFO)
                    || (additions && (expansion.equals(TOPICS) || expansion.equals(ID)))) {
                known.add(expansion);
            } else {
                LOG.info("Unknown expansion ignored, known are status, info, topics and id expand={}", expansion);
            }
        }
        return known;
    }

    private void addExpansions(
            ConnectService service,
            RenderedConnectors rendered,
            ObjectMapper mapper,
            String name,
            Set<String> expansions) {
        String separator = "";
        for (String expansion : expansions) {
            add(separator + "\"" + expansion + "\":");
            separator = ",";
            switch (expansion) {
                case STATUS -> parts.add(rendered.status(service, name).json());
                case INFO -> parts.add(rendered.info(service, name).json());
                case ID -> add(json(mapper, Map.of("id", service.connector(name).metricsId(), "id_type", "ID")));
                default -> add(json(mapper, service.activeTopics(name)));
            }
        }
    }

    private static String quoted(ObjectMapper mapper, String text) {
        return json(mapper, text);
    }

    private static String json(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (IOException e) {
            throw new ServiceException("A list of connectors cannot be written as JSON", e);
        }
    }

    private void add(String text) {
        parts.add(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(OutputStream out) throws IOException {
        BufferedOutputStream chunks = new BufferedOutputStream(out, CHUNK_BYTES);
        for (byte[] part : parts) {
            chunks.write(part);
        }
        chunks.flush();
    }
}
