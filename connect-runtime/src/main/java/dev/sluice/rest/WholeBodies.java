package dev.sluice.rest;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.util.Callback;

/**
 * Gives a request to a thread once its body has arrived. Clients that send slowly, or begin and never end, hold a connection
 * until it idles for too long, and no thread; a few hundred of them would keep all others out otherwise.
 */
final class WholeBodies extends Handler.Wrapper {
    /** A larger body is waited for by the thread that reads it. */
    private static final long MAX_BYTES = 256 * 1024;
    /** What one packet costs, however little it brings: the buffer that it lies in. */
    private static final int PACKET_BYTES = 8 * 1024;

    WholeBodies(Handler next) {
        super(new EagerContentHandler(next, new RetainedContentLoaderFactory(MAX_BYTES, PACKET_BYTES, false)));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Impatient(request), response, callback);
    }

    /** A request whose body ends with its first failure, be it a timeout that others would wait past. */
    private static final class Impatient extends Request.Wrapper {
        Impatient(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            return Content.Chunk.isFailure(chunk, false) ? Content.Chunk.from(chunk.getFailure(), true) : chunk;
        }
    }
}
