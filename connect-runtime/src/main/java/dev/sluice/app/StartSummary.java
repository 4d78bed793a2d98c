package dev.sluice.app;

import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginType;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** What an operator wants to see once a worker is up, in one message. */
final class StartSummary {
    private static final Map<PluginType, String> KINDS = kinds();

    private StartSummary() {}

    private static Map<PluginType, String> kinds() {
        Map<PluginType, String> kinds = new LinkedHashMap<>();
        kinds.put(PluginType.SOURCE, "sources");
        kinds.put(PluginType.SINK, "sinks");
        kinds.put(PluginType.CONVERTER, "converters");
        kinds.put(PluginType.TRANSFORMATION, "transformations");
        kinds.put(PluginType.PREDICATE, "predicates");
        return kinds;
    }

    static String of(WorkerConfig config, Front front, PluginCatalog plugins, String clusterId, long tookNanos) {
        List<String> lines = new ArrayList<>();
        lines.add("Kafka Connect started");
        lines.add("  version  Sluice "
                + Optional.ofNullable(StartSummary.class.getPackage().getImplementationVersion())
                        .orElse("of an unknown version")
                + ", Kafka clients " + AppInfoParser.getVersion() + ", Java " + Runtime.version());
        lines.add("  cluster  " + clusterId + " at " + config.properties().get("bootstrap.servers"));
        config.groupLabel().ifPresent(group -> lines.add("  group    " + group));
        lines.add("  keeps    " + places(config));
        lines.add("  REST     " + front.url().map(URI::toString).orElse("none")
                + front.adminUrl().map(url -> ", admin " + url).orElse("")
                + ", known to others as " + front.advertisedUrl());
        lines.add("  plugins  "
                + KINDS.entrySet().stream()
                        .map(kind -> classes(plugins, kind.getKey()) + " " + kind.getValue())
                        .collect(Collectors.joining(", ")));
        lines.add("  took     " + TimeUnit.NANOSECONDS.toMillis(tookNanos) + " ms");
        return String.join(System.lineSeparator(), lines);
    }

    private static String places(WorkerConfig config) {
        return config.isStandalone()
                ? "offsets in " + config.offsetFile() + ", nothing else"
                : "configs in " + config.configTopic() + ", offsets in " + config.offsetTopic() + ", statuses in "
                        + config.statusTopic()
                        + (config.metricsApi() ? ", metrics in " + config.metricsHistoryTopic() : "");
    }

    private static long classes(PluginCatalog plugins, PluginType type) {
        return plugins.plugins(type).stream()
                .map(PluginDescriptor::className)
                .distinct()
                .count();
    }
}
