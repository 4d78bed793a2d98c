package dev.sluice.rest;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets no request through until it is opened; the server answers 404 meanwhile. */
final class Gate extends Handler.Wrapper {
    private volatile boolean open;

    Gate(Handler inside) {
        super(inside);
    }

    void open() {
        open = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return open && super.handle(request, response, callback);
    }
}
