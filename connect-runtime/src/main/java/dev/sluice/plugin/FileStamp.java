package dev.sluice.plugin;

import java.nio.file.Path;

/**
 * Tells whether an archive or class directory is still the one that was read.
 *
 * @param path          the file
 * @param size          its length in bytes; of a directory the number of files
 * @param modifiedNanos when it was written, in nanoseconds since 1970
 * @param content       a fingerprint of what is in it, from names and checksums
 */
record FileStamp(Path path, long size, long modifiedNanos, long content) {}
