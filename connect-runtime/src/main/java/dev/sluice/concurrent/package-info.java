/** Threads and queues: the one event loop, and named threads. Floor 0: uses the JDK and slf4j only. */
package dev.sluice.concurrent;
