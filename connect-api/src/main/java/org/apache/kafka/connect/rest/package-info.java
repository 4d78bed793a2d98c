/** Extensions of the worker's REST server. Uses JAX-RS, {@code components} and {@code health}. */
package org.apache.kafka.connect.rest;
