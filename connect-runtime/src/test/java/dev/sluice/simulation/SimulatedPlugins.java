package dev.sluice.simulation;

import dev.sluice.service.ConnectorType;
import dev.sluice.service.ValidationReport;
import dev.sluice.validation.ConfigValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What connectors are like in this world: how long they take, how often they fail, and how many tasks they make, which
 * depends on their config ({@code tasks}) and on something outside that may grow and shrink.
 */
final class SimulatedPlugins implements ConfigValidator {
    private final World world;
    private final Map<String, Integer> outside = new TreeMap<>();
    private double failureRate;
    private double slownessRate;

    SimulatedPlugins(World world) {
        this.world = world;
    }

    void rates(double failures, double slowness) {
        failureRate = failures;
        slownessRate = slowness;
    }

    boolean failsToStart() {
        return world.chance(failureRate);
    }

    long stopMs() {
        return world.chance(slownessRate) ? world.between(1_000, 12_000) : world.between(0, 300);
    }

    void outside(String connector, int more) {
        outside.put(connector, more);
    }

    List<Map<String, String>> taskConfigs(Map<String, String> config) {
        int count = Integer.parseInt(config.get("tasks")) + outside.getOrDefault(config.get("name"), 0);
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < count; task++) {
            configs.add(Map.of("task", "" + task, "of", "" + count, "version", config.get("version")));
        }
        return configs;
    }

    @Override
    public CompletableFuture<ValidationReport> validate(Map<String, String> config) {
        CompletableFuture<ValidationReport> report = new CompletableFuture<>();
        world.after(
                world.between(0, 20),
                () -> report.complete(new ValidationReport(config.get("name"), 0, List.of(), List.of())));
        return report;
    }

    @Override
    public CompletableFuture<List<ValidationReport.Key>> pluginConfig(String classOrAlias, Optional<String> version) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public ConnectorType typeOf(Map<String, String> config) {
        return ConnectorType.SOURCE;
    }

    @Override
    public void close() {}
}
