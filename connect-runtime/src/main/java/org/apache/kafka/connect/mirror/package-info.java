/** The main class of mirrors, under the name that existing scripts start. The connectors are plugins. */
package org.apache.kafka.connect.mirror;
