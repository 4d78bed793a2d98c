/**
 * Between Kafka's bytes and Connect's data: converters, header converters and the transformation chain, and what happens
 * when one of them fails. Floor 3: uses {@code config}, {@code plugin}, {@code pipeline.control} and
 * {@code pipeline.error}.
 */
package dev.sluice.pipeline.convert;
