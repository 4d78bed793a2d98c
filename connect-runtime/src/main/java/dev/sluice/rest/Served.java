package dev.sluice.rest;

import dev.sluice.logging.LoggerLevels;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.service.ConnectService;
import dev.sluice.telemetry.Telemetry;

/**
 * The worker behind a REST API.
 *
 * @param service     what it does
 * @param loggers     the levels of its loggers
 * @param plugins     what REST extensions are made from
 * @param instruments what is measured of it
 * @param insight     what it remembers
 * @param telemetry   what answers the Metrics API, where that is served
 * @param telemetry   what answers the Metrics API; null where that is not served
 */
public record Served(
        ConnectService service,
        LoggerLevels loggers,
        PluginCatalog plugins,
        Instruments instruments,
        Insight insight,
        Telemetry telemetry) {}
