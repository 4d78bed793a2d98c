package dev.sluice.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Compresses answers to reads that are large, for clients that accept it. Smaller ones stay as they are. Entity tags do
 * too: they are weak, and a weak tag is the same for every coding (RFC 9110, 8.8.1).
 */
final class LargeAnswers implements ContainerResponseFilter, WriterInterceptor {
    /** Less fits into a packet or two. */
    static final int LARGE_BYTES = 2 * 1024;

    private static final String WANTED = "dev.sluice.rest.compressed";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean read = request.getMethod().equals("GET")
                || request.getUriInfo().getPath().startsWith(TelemetryResource.BELOW);
        if (read
                && response.hasEntity()
                && response.getStatus() == Response.Status.OK.getStatusCode()
                && !response.getHeaders().containsKey(HttpHeaders.CONTENT_ENCODING)
                && Gzip.acceptedBy(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING))) {
            request.setProperty(WANTED, true);
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (context.getProperty(WANTED) == null) {
            context.proceed();
            return;
        }
        OutputStream plain = context.getOutputStream();
        Deciding deciding = new Deciding(plain, context.getHeaders());
        context.setOutputStream(deciding);
        try {
            context.proceed();
        } finally {
            context.setOutputStream(plain);
        }
        deciding.finish();
    }

    /** Keeps what is written until it is known whether it becomes large. */
    private static final class Deciding extends OutputStream {
        private final OutputStream plain;
        private final MultivaluedMap<String, Object> headers;
        private ByteArrayOutputStream kept = new ByteArrayOutputStream(LARGE_BYTES);
        private OutputStream compressed;

        private Deciding(OutputStream plain, MultivaluedMap<String, Object> headers) {
            this.plain = plain;
            this.headers = headers;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (compressed == null && kept.size() + length < LARGE_BYTES) {
                kept.write(bytes, offset, length);
                return;
            }
            if (compressed == null) {
                headers.remove(HttpHeaders.CONTENT_LENGTH);
                headers.putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
                headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
                compressed = Gzip.over(plain);
                kept.writeTo(compressed);
                kept = null;
            }
            compressed.write(bytes, offset, length);
        }

        private void finish() throws IOException {
            if (compressed != null) {
                compressed.close();
            } else {
                kept.writeTo(plain);
            }
        }
    }
}
