/**
 * Records as JSON: {@link org.apache.kafka.connect.json.JsonConverter} and the Kafka (de)serializers of JSON trees.
 * Connect values are written to bytes and read from bytes by streaming; trees exist only for schemas and for messages
 * out of the ordinary. The package may use the plugin API, the Kafka clients library and Jackson, nothing else.
 */
package org.apache.kafka.connect.json;
