/**
 * What a sink plugin implements and is given: connector, task, record, and the reporting of records that it cannot
 * handle. Uses {@code connector}, {@code data} and {@code header}.
 */
package org.apache.kafka.connect.sink;
