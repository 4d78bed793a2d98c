/** How connectors, tasks and the cluster are doing, as REST extensions see it. Uses nothing else. */
package org.apache.kafka.connect.health;
