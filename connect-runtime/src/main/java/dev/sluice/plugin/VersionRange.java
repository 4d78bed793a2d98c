package dev.sluice.plugin;

import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;

/**
 * Which versions of a plugin will do (KIP-891): any, exactly one, or a Maven version range such as {@code [1.0,2.0)},
 * {@code (,1.5]}, {@code [1.2]} or a union of them. Versions are ordered as Maven orders them.
 */
public final class VersionRange {

    /** The text that, like no text, asks for the newest version. */
    public static final String LATEST = "latest";

    private static final VersionRange ANY = new VersionRange(LATEST, null);

    private final String text;
    private final org.apache.maven.artifact.versioning.VersionRange range;

    private VersionRange(String text, org.apache.maven.artifact.versioning.VersionRange range) {
        this.text = text;
        this.range = range;
    }

    /**
     * Reads a configured version. Null and {@value #LATEST} mean any version; a text without brackets means exactly that
     * version.
     *
     * @throws InvalidVersionRangeException if the text is no range
     */
    public static VersionRange parse(String text) {
        if (text == null || text.trim().equals(LATEST)) {
            return ANY;
        }
        String trimmed = text.trim();
        try {
            org.apache.maven.artifact.versioning.VersionRange range =
                    org.apache.maven.artifact.versioning.VersionRange.createFromVersionSpec(trimmed);
            if (range.hasRestrictions()) {
                return new VersionRange(trimmed, range);
            }
            return new VersionRange(
                    trimmed,
                    org.apache.maven.artifact.versioning.VersionRange.createFromVersionSpec("[" + trimmed + "]"));
        } catch (InvalidVersionSpecificationException e) {
            throw new InvalidVersionRangeException(
                    "'" + trimmed + "' is not a plugin version or version range (" + e.getMessage()
                            + "); use a version such as 1.2.0, a Maven range such as [1.0,2.0) or (,1.5], or latest",
                    e);
        }
    }

    /** Whether any version will do, so that the newest is taken. */
    public boolean isAny() {
        return range == null;
    }

    /** Whether the version is in this range. */
    public boolean contains(String version) {
        return range == null || range.containsVersion(new DefaultArtifactVersion(version));
    }

    /** Compares two versions as Maven does: {@code 1.10} is newer than {@code 1.9}, {@code 1.0-SNAPSHOT} older than {@code 1.0}. */
    public static int compareVersions(String one, String other) {
        return one.equals(other) ? 0 : new ComparableVersion(one).compareTo(new ComparableVersion(other));
    }

    /** {@inheritDoc} As configured, trimmed. */
    @Override
    public String toString() {
        return text;
    }
}
