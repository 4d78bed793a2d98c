package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class PluginOrderTest {

    @Test
    void descriptorsSortByNameVersionPlaceAndType() {
        List<PluginDescriptor> sorted = List.of(
                new PluginDescriptor("a.A", PluginType.CONVERTER, "1.2", "file:/z"),
                new PluginDescriptor("a.A", PluginType.SINK, "1.10", "classpath"),
                new PluginDescriptor("a.A", PluginType.SINK, "1.10", "file:/a"),
                new PluginDescriptor("a.A", PluginType.SOURCE, "1.10", "file:/a"),
                new PluginDescriptor("a.A", PluginType.SINK, "1.10", "file:/b"),
                new PluginDescriptor("a.B", PluginType.SINK, "0.1", "classpath"));

        assertEquals(
                sorted, Stream.of(5, 3, 1, 4, 0, 2).map(sorted::get).sorted().toList());
    }

    @Test
    void versionsThatAreEqualInOrderButNotInTextAreTwoPlugins() {
        PluginDescriptor one = new PluginDescriptor("a.A", PluginType.SINK, "1", "classpath");
        PluginDescriptor other = new PluginDescriptor("a.A", PluginType.SINK, "1.0", "classpath");
        assertTrue(one.compareTo(other) != 0);
        assertEquals(0, VersionRange.compareVersions("1", "1.0"));
    }

    @Test
    void bareVersionMeansExactlyThatVersion() {
        VersionRange exact = VersionRange.parse(" 1.2 ");
        assertTrue(exact.contains("1.2"));
        assertTrue(exact.contains("1.2.0"));
        assertFalse(exact.contains("1.3"));
        assertFalse(exact.isAny());
        assertEquals("1.2", exact.toString());
    }

    @Test
    void latestAndNothingMeanAny() {
        assertTrue(VersionRange.parse(null).isAny());
        assertTrue(VersionRange.parse(" latest ").isAny());
        assertTrue(VersionRange.parse(null).contains(PluginDescriptor.UNDEFINED));
        assertFalse(VersionRange.parse("LATEST").isAny());
    }

    @Test
    void rangesFollowMaven() {
        assertTrue(VersionRange.parse("[1.0,2.0)").contains("2.0-beta"));
        assertFalse(VersionRange.parse("[1.0,2.0)").contains("2.0"));
        assertTrue(VersionRange.parse("(,1.5]").contains("1.5"));
        assertTrue(VersionRange.parse("(,1.0],[1.2,)").contains("3"));
        assertFalse(VersionRange.parse("(,1.0],[1.2,)").contains("1.1"));
        for (String bad : List.of("[1", "(1.0)", "[2,1]", "1]")) {
            assertThrows(InvalidVersionRangeException.class, () -> VersionRange.parse(bad), bad);
        }
    }

    @Test
    void discoveryModesAreReadInAnyLetterCase() {
        assertEquals(PluginDiscoveryMode.HYBRID_WARN, PluginDiscoveryMode.parse("Hybrid_Warn"));
        assertEquals(PluginDiscoveryMode.SERVICE_LOAD, PluginDiscoveryMode.parse("SERVICE_LOAD"));
        ConfigException unknown = assertThrows(ConfigException.class, () -> PluginDiscoveryMode.parse("all"));
        assertTrue(unknown.getMessage().contains("plugin.discovery"));
        assertTrue(unknown.getMessage().contains("only_scan, hybrid_warn, hybrid_fail, service_load"));
        assertThrows(ConfigException.class, () -> PluginDiscoveryMode.parse(null));
    }
}
