package dev.sluice.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;

/** A 64-bit hash (FNV-1a) over the names, sizes and checksums of what an archive or directory contains. */
final class Fingerprint {

    private static final long PRIME = 0x100000001b3L;

    private long hash = 0xcbf29ce484222325L;

    /** Adds an archive's entry, by the checksum that the archive has of it. */
    void add(ZipEntry entry) {
        add(entry.getName(), entry.getSize(), entry.getCrc());
    }

    /** Adds a file of a directory, by size and time. */
    void add(String name, Path file) throws IOException {
        add(name, Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }

    private void add(String name, long size, long check) {
        add(name.hashCode());
        add(size);
        add(check);
    }

    private void add(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 32;
    }

    long value() {
        return hash;
    }
}
