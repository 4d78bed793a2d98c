/**
 * The data API: schemas, the values that fit them, and the conversions between them. It is what connectors, converters
 * and transformations agree on. Uses {@code errors} only.
 */
package org.apache.kafka.connect.data;
