/**
 * A reader and writer of one compacted topic: reads all of it, follows it, and can say when it has caught up with its
 * end. Floor 2: uses {@code kafka} and {@code concurrent}.
 */
package dev.sluice.log;
