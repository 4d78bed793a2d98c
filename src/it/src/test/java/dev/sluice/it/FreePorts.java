package dev.sluice.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that are started later. They lie below the ranges that systems take ports of outgoing connections
 * from (from 32768 on Linux, from 49152 elsewhere), and are given out once: between being found free and being used,
 * which may take a process seconds, only a stranger's server could take one.
 */
final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;

    private static int next = ThreadLocalRandom.current().nextInt(FIRST, END);

    private FreePorts() {}

    /**
     * @param count how many in a row are free
     * @return the first of them
     */
    static synchronized int next(int count) throws IOException {
        for (int tried = FIRST; tried < END; tried++) {
            int first = next + count <= END ? next : FIRST;
            next = first + count;
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IOException("no " + count + " free ports in a row from " + FIRST + " to " + END);
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(port), 1);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
