/**
 * Small tools for writers of transformations: checks, configuration and schema copies. These names are known to
 * transformations of others, which link against them. The package may use the plugin API and the Kafka clients library.
 */
package org.apache.kafka.connect.transforms.util;
