package dev.sluice.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Whether a client takes compressed answers, and how they are compressed: quickly, since they go through one network once. */
final class Gzip {
    private static final int BUFFER_BYTES = 8 * 1024;

    private Gzip() {}

    /** Closing it ends what is compressed, and closes the other one. */
    static OutputStream over(OutputStream out) throws IOException {
        return new Fast(out);
    }

    private static final class Fast extends GZIPOutputStream {
        private Fast(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** @param acceptEncoding the header of that name; null if there is none */
    static boolean acceptedBy(String acceptEncoding) {
        return accepts(acceptEncoding, "gzip");
    }

    /** Whether a header names something, and not to refuse it. */
    static boolean accepts(String header, String wanted) {
        if (header == null) {
            return false;
        }
        for (String each : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = each.split(";");
            if (parts[0].trim().equals(wanted)) {
                return !refused(parts);
            }
        }
        return false;
    }

    private static boolean refused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].trim().matches("q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }
}
