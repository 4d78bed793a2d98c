/**
 * What a source plugin implements and is given: connector, task, record, offsets and transactions. Uses
 * {@code connector}, {@code data}, {@code header} and {@code storage}.
 */
package org.apache.kafka.connect.source;
