/**
 * What is measured, for Prometheus and whoever reads its format: families and their names, and the page that shows them.
 * Floor 1: uses {@code metrics} only.
 */
package dev.sluice.prometheus;
