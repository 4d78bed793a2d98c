package dev.sluice.it.dialogue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Sends requests as they are written, also those that a decent HTTP client would not send. One connection for each. */
public final class RawHttp {
    private static final int TIMEOUT_MS = 100_000;
    /** Says that the answer is still to come. */
    private static final int CONTINUE = 100;
    /** Chars of this block stand for single bytes: the code point's last eight bits. */
    private static final int BYTE_BLOCK = 0xE000;

    private static final Pattern VERSION = Pattern.compile(" HTTP/\\d\\.\\d$");

    private final URI base;

    public RawHttp(URI base) {
        this.base = base;
    }

    /**
     * An answer.
     *
     * @param status  0 if the connection was closed without one
     * @param headers values by name in lower case
     */
    public record Answer(int status, Map<String, List<String>> headers, String body) {}

    /** Text whose bytes are those given in hexadecimal, when it is sent. */
    static String bytes(String hexadecimal) {
        StringBuilder text = new StringBuilder();
        for (String each : hexadecimal.split(" ")) {
            text.append((char) (BYTE_BLOCK + Integer.parseInt(each, 16)));
        }
        return text.toString();
    }

    /**
     * @param target may name another version of HTTP than 1.1, behind a blank
     * @param body   null for none
     */
    public Answer send(String method, String target, List<String> headers, String body) throws IOException {
        List<String> all = new ArrayList<>();
        if (headers.stream().noneMatch(header -> is(header, "Host"))) {
            all.add("Host: " + base.getAuthority());
        }
        byte[] payload = body == null ? new byte[0] : encode(body);
        boolean framed = headers.stream().anyMatch(h -> is(h, "Content-Length") || is(h, "Transfer-Encoding"));
        if (body != null) {
            if (headers.stream().noneMatch(header -> is(header, "Content-Type"))) {
                all.add("Content-Type: application/json");
            }
            if (!framed) {
                all.add("Content-Length: " + payload.length);
            }
        }
        headers.stream().filter(header -> !header.equals("Content-Type: none")).forEach(all::add);
        if (headers.stream().noneMatch(header -> is(header, "Connection"))) {
            all.add("Connection: close");
        }
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(TIMEOUT_MS);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            String versioned = VERSION.matcher(target).find() ? target : target + " HTTP/1.1";
            request.write(encode(method + " " + versioned + "\r\n" + String.join("\r\n", all) + "\r\n\r\n"));
            request.write(payload);
            try {
                socket.getOutputStream().write(request.toByteArray());
            } catch (IOException refusedBeforeTheEnd) {
                // What the server said before it closed can still be read.
            }
            return read(new BufferedInputStream(socket.getInputStream()), method);
        }
    }

    private static boolean is(String header, String name) {
        return header.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":");
    }

    private static byte[] encode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.codePoints().forEach(c -> {
            if (c >= BYTE_BLOCK && c < BYTE_BLOCK + 256) {
                out.write(c - BYTE_BLOCK);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    private static Answer read(InputStream in, String method) throws IOException {
        String statusLine;
        try {
            statusLine = line(in);
        } catch (IOException closed) {
            statusLine = "";
        }
        if (statusLine.isEmpty()) {
            return new Answer(0, Map.of(), "");
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), k -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        if (status == CONTINUE) {
            return read(in, method);
        }
        boolean bodiless = method.equals("HEAD") || status == 204;
        byte[] body = bodiless ? new byte[0] : body(in, headers);
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (true) {
                int length = Integer.parseInt(line(in).strip(), 16);
                body.writeBytes(in.readNBytes(length));
                line(in);
                if (length == 0) {
                    return body.toByteArray();
                }
            }
        }
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length").get(0)));
        }
        return in.readAllBytes();
    }

    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[64];
        int length = 0;
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) b;
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
