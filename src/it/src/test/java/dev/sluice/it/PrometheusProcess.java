package dev.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus that finds out from a worker what to scrape there. */
final class PrometheusProcess implements AutoCloseable {
    private final Process process;
    private final Rest api;

    private PrometheusProcess(Process process, Rest api) {
        this.process = process;
        this.api = api;
    }

    /** Where it is installed, if it is. */
    static Optional<Path> binary() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static PrometheusProcess start(Path binary, Path directory, URI worker, String key, String secret)
            throws IOException {
        String auth = "    basic_auth: {username: '" + key + "', password: '" + secret + "'}\n";
        Path config = Files.writeString(
                directory.resolve("prometheus.yml"),
                "global: {scrape_interval: 2s}\nscrape_configs:\n  - job_name: connectors\n    scheme: http\n" + auth
                        + "    http_sd_configs:\n    - url: " + worker.resolve("/v2/metrics/cloud/discovery")
                        + "?resource_type=connector\n      refresh_interval: 2s\n"
                        + auth.replaceFirst("    ", "      "));
        int port = DistributionProcess.freePort();
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        return new PrometheusProcess(process, new Rest(URI.create("http://127.0.0.1:" + port + "/")));
    }

    /** The one value that an expression has; NaN while it has none. */
    double sum(String expression) {
        Rest.Answer answer = api.get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (answer.status() != 200) {
            return Double.NaN;
        }
        JsonNode value = answer.json().at("/data/result/0/value/1");
        return value.isMissingNode() ? Double.NaN : value.asDouble();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
