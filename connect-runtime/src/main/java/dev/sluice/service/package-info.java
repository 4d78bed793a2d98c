/**
 * What a REST resource may ask of the worker, what it gets back, and how it fails. Floor 1: uses {@code model}, the
 * plugin API's types and the JDK; knows neither HTTP servers nor the herder behind it.
 */
package dev.sluice.service;
