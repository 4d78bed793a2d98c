package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command: moves lines, stops all it started, and goes on where it was when run again. */
class QuickstartIT {
    @TempDir
    private Path directory;

    @Test
    void linesArriveAndASecondRunGoesOn() throws Exception {
        String first = run("first");
        assertTrue(first.contains("The first line arrived after"), first);
        int arrived = arrived().size();
        assertTrue(arrived >= 1, first);

        String second = run("second");
        assertTrue(second.contains("The first line arrived after"), second);
        List<String> out = arrived();
        assertTrue(out.size() > arrived, second);
        List<String> in = Files.readAllLines(directory.resolve("home/in.txt"));
        assertEquals(in.subList(0, arrived), out.subList(0, arrived));
    }

    private List<String> arrived() throws IOException {
        return Files.readAllLines(directory.resolve("home/out.txt"));
    }

    private String run(String name) throws Exception {
        int restPort = DistributionProcess.freePort();
        int brokerPort = FreePorts.next(2);
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("it.quickstart"), "--once")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("QUICKSTART_HOME", directory.resolve("home").toString());
        builder.environment().put("QUICKSTART_REST_PORT", Integer.toString(restPort));
        builder.environment().put("QUICKSTART_BROKER_PORT", Integer.toString(brokerPort));
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(240, TimeUnit.SECONDS), () -> "it does not end:\n" + read(log));
            assertEquals(0, process.exitValue(), () -> read(log));
        } finally {
            process.destroy();
        }
        assertFalse(isOpen(restPort), "the worker is still there");
        assertFalse(isOpen(brokerPort), "the broker is still there");
        return read(log);
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no output: " + e.getMessage();
        }
    }
}
