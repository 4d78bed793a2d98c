/**
 * The REST API: an HTTP server, thin resources over {@link dev.sluice.service.ConnectService}, the mapping of errors to
 * answers, and requests to other workers. Floor 7: uses Jetty, Jersey and Jackson, and the packages below it.
 */
package dev.sluice.rest;
