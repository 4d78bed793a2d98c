package dev.sluice.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that begin a request and do not end it, more of them than the server has threads. */
class SlowClientsTest {
    private static final int CLIENTS = 230;
    private static final int TIMEOUT_MS = 20_000;

    private final TestWorker worker = TestWorker.serving(Map.of());
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        worker.close();
    }

    private Socket client(String begins) {
        try {
            Socket client = new Socket(
                    worker.server.url().getHost(), worker.server.url().getPort());
            clients.add(client);
            client.setSoTimeout(TIMEOUT_MS);
            client.getOutputStream().write(begins.getBytes(US_ASCII));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String statusLine(Socket client) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = client.getInputStream().read();
                next > 0 && next != '\r';
                next = client.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /connec",
                "GET /connectors HTTP/1.1\r\nHost: x\r\nX-Half: ",
                "PUT /connectors/x/config HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{",
                "PUT /connectors/x/config HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n",
            })
    void keepNobodyOut(String begins) throws IOException {
        for (int number = 0; number < CLIENTS; number++) {
            client(begins);
        }
        assertEquals("HTTP/1.1 200 OK", statusLine(client("GET /connectors HTTP/1.1\r\nHost: x\r\n\r\n")));
    }

    @Test
    void areAnsweredWhenTheyHaveSentTheRest() throws IOException {
        Socket slow = client(String.join(
                "\r\n",
                "PUT /connectors/x/config HTTP/1.1",
                "Host: x",
                "Content-Type: application/json",
                "Content-Length: 14",
                "",
                "{\"a\":"));
        assertEquals("HTTP/1.1 200 OK", statusLine(client("GET /connectors HTTP/1.1\r\nHost: x\r\n\r\n")));
        slow.getOutputStream().write("\"slowly\"}".getBytes(US_ASCII));
        assertTrue(statusLine(slow).startsWith("HTTP/1.1 2"));
    }
}
