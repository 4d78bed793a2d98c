/** Predicates that guard transformations. Uses {@code components} and {@code connector}. */
package org.apache.kafka.connect.transforms.predicates;
