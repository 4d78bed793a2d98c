/** The installed plugins as published REST extensions look at them. May use the worker's {@code plugin} package. */
package org.apache.kafka.connect.runtime.isolation;
