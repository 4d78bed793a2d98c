/** What plugins are linked against of the failed-record handling. May use nothing but the JDK. */
package org.apache.kafka.connect.runtime.errors;
