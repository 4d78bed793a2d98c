/** Main classes of tools under the names that existing scripts start. */
package org.apache.kafka.tools;
