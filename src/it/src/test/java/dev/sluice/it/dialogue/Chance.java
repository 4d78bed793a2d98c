package dev.sluice.it.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A dialogue that is put together by chance from what is right, odd and broken. A seed means the same requests for ever.
 * None of them changes a connector that runs, so the answers do not depend on moments.
 */
public final class Chance {
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "PUT", "PUT", "POST", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW");
    private static final List<String> PATHS = List.of(
            "/",
            "/health",
            "/connectors",
            "/connectors/N",
            "/connectors/N/config",
            "/connectors/N/status",
            "/connectors/N/tasks",
            "/connectors/N/tasks/T/status",
            "/connectors/N/tasks/T/restart",
            "/connectors/N/restart",
            "/connectors/N/stop",
            "/connectors/N/topics",
            "/connectors/N/topics/reset",
            "/connectors/N/offsets",
            "/connectors/N/fence",
            "/connector-plugins",
            "/connector-plugins/P/config",
            "/connector-plugins/P/config/validate",
            "/admin/loggers/oracle.chance",
            "/admin/loggers/oracle.chance.N",
            "/S",
            "/connectors/N/S",
            "/S/S/S");
    private static final List<String> NAMES = List.of(
            "nobody",
            "nobody",
            "%20",
            "a%20b",
            "%C3%BC",
            "%F0%9F%98%80",
            ";x=y",
            "n;x=y",
            "%3B",
            "+",
            "..",
            ".",
            "n%",
            "-");
    private static final List<String> TASKS = List.of("0", "1", "-1", "00", "x", "1e3", "2147483648", "%30", "");
    private static final List<String> PLUGINS = List.of(
            "OddSource",
            "example.OddSource",
            "OddSink",
            "Nothing",
            "org.apache.kafka.connect.json.JsonConverter",
            "SetSchemaMetadata",
            "java.lang.String",
            "%20");
    private static final List<String> SEGMENTS = List.of(
            "connectors",
            "status",
            "config",
            "admin",
            "x",
            "",
            ".",
            "..",
            "%2e%2e",
            "%2F",
            "%5C",
            "%00",
            "%0A",
            "%",
            "%zz",
            "%c3%28",
            "%ED%A0%80",
            "ü",
            "{x}",
            "<script>",
            "\\",
            "'",
            "*",
            "~",
            "a".repeat(5000));
    private static final List<String> QUERIES = List.of(
            "",
            "",
            "",
            "",
            "?",
            "?expand=status",
            "?expand=info&expand=x",
            "?forward=true",
            "?forward=false",
            "?forward=x",
            "?includeTasks=1",
            "?onlyFailed=true",
            "?version=%5B1",
            "?version=1.0",
            "?connectorsOnly=",
            "?connectorsOnly=false",
            "?%zz=%",
            "?a=b=c&&&=",
            "?" + "q".repeat(9000));
    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: application/json; charset=utf-16",
            "Content-Type: text/plain",
            "Content-Type: */*",
            "Content-Type: ;;;",
            "Content-Type: none",
            "Accept: application/json",
            "Accept: text/html",
            "Accept: application/json;q=0.1, text/html;q=0.9",
            "Accept: ;q=9",
            "Accept: ü",
            "Accept-Encoding: br",
            "Authorization: Basic !!!",
            "X-Connect-Authorization: AAAA",
            "X-Connect-Request-Signature-Algorithm: HmacSHA256",
            "Content-Encoding: gzip",
            "Range: bytes=9-1",
            "Origin: \"",
            "Cookie: $Version=1; a=\"",
            "Host: ",
            "Host: a b",
            "Host: x:99999",
            ": x",
            "X",
            "X-Tab:\tx",
            "X-Long: " + "x".repeat(9000),
            "X-Nul: \u0000");
    private static final List<String> BODIES = List.of(
            "",
            " ",
            "{}",
            "[]",
            "null",
            "\"x\"",
            "1",
            "{\"level\": \"DEBUG\"}",
            "{\"level\": null}",
            "{\"name\": \"nobody\", \"config\": {\"connector.class\": \"Nothing\"}}",
            "{\"name\": \"other\", \"config\": {\"connector.class\": \"OddSource\", \"name\": \"nobody\"}}",
            "{\"name\": \"nobody\", \"config\": {\"connector.class\": \"OddSource\"}}",
            "{\"connector.class\": \"OddSource\", \"tasks.max\": \"-1\"}",
            "{\"connector.class\": \"example.OddSink\", \"topics\": \"\", \"topics.regex\": \"[\"}",
            "{\"connector.class\": \"OddSource\", \"transforms\": \"a\", \"transforms.a.type\": \"\"}",
            "{\"connector.class\": [\"OddSource\"]}",
            "{\"offsets\": [{\"partition\": {\"a\": 1}, \"offset\": null}]}",
            "{\"offsets\": [{}]}",
            "{\"name\": \"n\", \"config\": {}, \"initial_state\": \"X\"}",
            "[".repeat(2000),
            "{\"a\":".repeat(1500),
            "{\"a\": " + "1".repeat(2000) + "}",
            "{\"" + "k".repeat(60_000) + "\": \"v\"}",
            "\u0000\u0001\u0002",
            RawHttp.bytes("7b 22 61 22 3a 22 ff fe 22 7d"),
            RawHttp.bytes("1f 8b 08 00 00"),
            "{\"a\": \"\\ud83d\"}",
            "\ufeff{}",
            "{'a': 1}",
            "{\"a\": 1, \"a\": 2}",
            "{} {}",
            "NaN");

    private final Random random;

    private Chance(long seed) {
        this.random = new Random(seed);
    }

    /** @param name how the requests are called, before their numbers */
    public static List<Step> requests(String name, long seed, int count) {
        Chance chance = new Chance(seed);
        List<Step> all = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            all.add(chance.request(name + " " + number));
        }
        return all;
    }

    private Step.Request request(String label) {
        String method = one(METHODS);
        String target = one(PATHS)
                .replace("N", one(NAMES))
                .replace("T", one(TASKS))
                .replace("P", one(PLUGINS))
                .replace("S", one(SEGMENTS));
        List<String> headers = new ArrayList<>();
        for (int more = random.nextInt(3); more > 0; more--) {
            headers.add(one(HEADERS));
        }
        boolean empty = method.equals("GET") || method.equals("HEAD") || random.nextInt(4) == 0;
        return new Step.Request(label, method, target + one(QUERIES), headers, empty ? null : mutated(one(BODIES)));
    }

    private String mutated(String body) {
        if (body.isEmpty() || random.nextInt(3) > 0) {
            return body;
        }
        int at = random.nextInt(body.length());
        return body.substring(0, at) + (char) (' ' + random.nextInt(90)) + body.substring(at + random.nextInt(2));
    }

    private String one(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
