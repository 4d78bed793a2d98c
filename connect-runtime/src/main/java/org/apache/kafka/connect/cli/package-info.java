/** Main classes under the names that existing scripts and images start. */
package org.apache.kafka.connect.cli;
