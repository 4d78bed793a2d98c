/** The errors of Connect; which one is thrown tells the worker whether to retry, to skip or to fail. Uses Kafka's only. */
package org.apache.kafka.connect.errors;
