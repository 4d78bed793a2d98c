package dev.sluice.plugin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier scans found, kept in a file, so that a start with unchanged plugins neither reads nor instantiates them.
 * It is a cache: whatever is wrong with the file, it is logged and the plugins are scanned.
 *
 * <p>The file is a checksum followed by a body; the body begins with a key that tells under which conditions the scan
 * was made, and is of no use under others.
 */
final class PluginIndex {

    private static final Logger LOG = LoggerFactory.getLogger(PluginIndex.class);

    /** Says what the file is and which form it has; goes up with every change of the form. */
    private static final long FORM = 0x534c50_494458_0001L;

    private static final int HEAD = 2 * Long.BYTES;

    private final Map<String, LocationFindings> locations;

    private PluginIndex(Map<String, LocationFindings> locations) {
        this.locations = locations;
    }

    /**
     * Reads an index.
     *
     * @param file where it is; null for none
     * @param key  under which conditions the scan is made now
     * @return an empty index if there is none, it was made under other conditions, or it is damaged
     */
    static PluginIndex load(Path file, String key) {
        if (file != null) {
            try {
                return new PluginIndex(decode(Files.readAllBytes(file), key));
            } catch (NoSuchFileException e) {
                LOG.debug("No plugin index yet: file={}", file);
            } catch (IOException | RuntimeException e) {
                LOG.warn("Plugin index ignored, plugins are scanned anew: file={} reason={}", file, e.toString());
            }
        }
        return new PluginIndex(Map.of());
    }

    /** Writes an index in one step, so that a reader sees either the old or the new one. A failure is only logged. */
    static void save(Path file, String key, Collection<LocationFindings> findings) {
        Path temporary = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(temporary, encode(key, findings));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Plugin index not written, the next start scans again: file={} reason={}", file, e.toString());
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException suppressed) {
                LOG.debug("Temporary file left behind: file={}", temporary, suppressed);
            }
        }
    }

    /**
     * What is known of a location.
     *
     * @return null if it is unknown or its files have changed
     */
    LocationFindings find(PluginLocation location) {
        LocationFindings known = locations.get(location.name());
        if (known == null
                || !known.stamps().stream().map(FileStamp::path).toList().equals(location.files())) {
            return null;
        }
        List<FileStamp> stamps = new ArrayList<>();
        for (FileStamp stamp : known.stamps()) {
            try {
                FileStamp now = CodeFileReader.confirm(stamp);
                if (now == null) {
                    return null;
                }
                stamps.add(now);
            } catch (IOException e) {
                LOG.debug("File cannot be compared, its location is scanned: file={}", stamp.path(), e);
                return null;
            }
        }
        return known.withStamps(stamps);
    }

    /** Whether these findings are exactly what this index holds. */
    boolean holds(Collection<LocationFindings> findings) {
        return findings.size() == locations.size()
                && findings.stream().allMatch(found -> found.equals(locations.get(found.name())));
    }

    private static byte[] encode(String key, Collection<LocationFindings> findings) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            out.writeUTF(key);
            out.writeInt(findings.size());
            for (LocationFindings location : findings) {
                writeLocation(out, location);
            }
        }
        ByteBuffer file = ByteBuffer.allocate(HEAD + body.size());
        file.putLong(FORM).putLong(checksum(body.toByteArray(), 0)).put(body.toByteArray());
        return file.array();
    }

    private static Map<String, LocationFindings> decode(byte[] file, String key) throws IOException {
        if (file.length < HEAD || ByteBuffer.wrap(file).getLong() != FORM) {
            throw new IOException("not an index of this form");
        }
        if (ByteBuffer.wrap(file).getLong(Long.BYTES) != checksum(file, HEAD)) {
            throw new IOException("checksum does not fit");
        }
        Map<String, LocationFindings> locations = new HashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file, HEAD, file.length - HEAD))) {
            String writtenFor = in.readUTF();
            if (!writtenFor.equals(key)) {
                LOG.info("Plugin index not used, it was made for something else: index={} now={}", writtenFor, key);
                return locations;
            }
            for (int count = in.readInt(); count > 0; count--) {
                LocationFindings location = readLocation(in);
                locations.put(location.name(), location);
            }
        }
        return locations;
    }

    private static long checksum(byte[] bytes, int from) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from, bytes.length - from);
        return checksum.getValue();
    }

    private static void writeLocation(DataOutputStream out, LocationFindings location) throws IOException {
        out.writeUTF(location.name());
        out.writeInt(location.stamps().size());
        for (FileStamp stamp : location.stamps()) {
            out.writeUTF(stamp.path().toString());
            out.writeLong(stamp.size());
            out.writeLong(stamp.modifiedNanos());
            out.writeLong(stamp.content());
        }
        out.writeInt(location.plugins().size());
        for (LocationFindings.Found found : location.plugins()) {
            writeCandidate(out, found.plugin());
            out.writeUTF(found.version());
        }
        out.writeInt(location.failed().size());
        for (PluginCandidate candidate : location.failed()) {
            writeCandidate(out, candidate);
        }
        out.writeInt(location.subtypes().size());
        for (Map.Entry<String, Set<PluginType>> subtype : location.subtypes().entrySet()) {
            out.writeUTF(subtype.getKey());
            writeTypes(out, subtype.getValue());
        }
        out.writeBoolean(location.drivers());
    }

    private static LocationFindings readLocation(DataInputStream in) throws IOException {
        String name = in.readUTF();
        List<FileStamp> stamps = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            stamps.add(new FileStamp(Path.of(in.readUTF()), in.readLong(), in.readLong(), in.readLong()));
        }
        List<LocationFindings.Found> plugins = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            plugins.add(new LocationFindings.Found(readCandidate(in), in.readUTF()));
        }
        List<PluginCandidate> failed = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            failed.add(readCandidate(in));
        }
        Map<String, Set<PluginType>> subtypes = new HashMap<>();
        for (int count = in.readInt(); count > 0; count--) {
            subtypes.put(in.readUTF(), readTypes(in));
        }
        return new LocationFindings(name, stamps, plugins, failed, subtypes, in.readBoolean());
    }

    private static void writeCandidate(DataOutputStream out, PluginCandidate candidate) throws IOException {
        out.writeUTF(candidate.className());
        writeTypes(out, candidate.scanned());
        writeTypes(out, candidate.declared());
        out.writeUTF(candidate.source());
    }

    private static PluginCandidate readCandidate(DataInputStream in) throws IOException {
        return new PluginCandidate(in.readUTF(), readTypes(in), readTypes(in), in.readUTF());
    }

    private static void writeTypes(DataOutputStream out, Set<PluginType> types) throws IOException {
        out.writeByte(types.size());
        for (PluginType type : types) {
            out.writeUTF(type.name());
        }
    }

    private static Set<PluginType> readTypes(DataInputStream in) throws IOException {
        EnumSet<PluginType> types = EnumSet.noneOf(PluginType.class);
        for (int count = in.readByte(); count > 0; count--) {
            types.add(PluginType.valueOf(in.readUTF()));
        }
        return types;
    }
}
