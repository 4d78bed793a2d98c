/** The cluster state as published REST extensions look at it. May use the plugin API only. */
package org.apache.kafka.connect.runtime.health;
