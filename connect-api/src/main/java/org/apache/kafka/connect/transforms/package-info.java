/** Single message transformations. Uses {@code components} and {@code connector}. */
package org.apache.kafka.connect.transforms;
