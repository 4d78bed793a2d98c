package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {
    private static final String PASSWORD = "secret-of-the-test";

    @TempDir
    private static Path stores;

    @TempDir
    private Path directory;

    /** Makes a key with a certificate for 127.0.0.1, and a store that trusts it. */
    private static void makeKey(String name) throws Exception {
        Path store = stores.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=IP:127.0.0.1",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString());
        Path certificate = stores.resolve(name + ".crt");
        keytool("-exportcert", "-alias", name, "-keystore", store.toString(), "-file", certificate.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-storetype",
                "PKCS12",
                "-keystore",
                stores.resolve(name + "-trust.p12").toString(),
                "-file",
                certificate.toString());
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        makeKey("first");
        makeKey("second");
        makeKey("client");
    }

    private static KeyStore load(String store) throws Exception {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(stores.resolve(store))) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    /** @param key the client's own, or null */
    private static SSLContext trusting(String name, String key) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(name + "-trust.p12"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (key == null) {
            keys.init(null, null);
        } else {
            keys.init(load(key + ".p12"), PASSWORD.toCharArray());
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private Map<String, String> https(String key) throws IOException {
        Path store = directory.resolve("worker.p12");
        Files.copy(stores.resolve(key + ".p12"), store, StandardCopyOption.REPLACE_EXISTING);
        return new HashMap<>(Map.of(
                "listeners",
                "https://127.0.0.1:0",
                "listeners.https.ssl.keystore.location",
                store.toString(),
                "listeners.https.ssl.keystore.type",
                "PKCS12",
                "listeners.https.ssl.keystore.password",
                PASSWORD));
    }

    private static int get(URI url, SSLContext context) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(HttpRequest.newBuilder(url.resolve("connectors")).build(), BodyHandlers.ofString())
                .statusCode();
    }

    private static BigInteger serial(URI url, String trusted) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) trusting(trusted, null).getSocketFactory().createSocket(url.getHost(), url.getPort())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static BigInteger serialOf(String name) throws Exception {
        return ((X509Certificate) load(name + ".p12").getCertificate(name)).getSerialNumber();
    }

    @Test
    void renewedCertificatesAreUsedWithoutARestart() throws Exception {
        try (TestWorker worker = TestWorker.serving(https("first"))) {
            URI url = worker.server.url();
            assertEquals(200, get(url, trusting("first", null)));
            worker.server.checkKeyStores();
            assertEquals(serialOf("first"), serial(url, "first"));

            Files.writeString(directory.resolve("worker.p12"), "half a key st");
            worker.server.checkKeyStores();
            assertEquals(serialOf("first"), serial(url, "first"));

            https("second");
            worker.server.checkKeyStores();
            assertEquals(serialOf("second"), serial(url, "second"));
            assertEquals(200, get(url, trusting("second", null)));
            assertThrows(IOException.class, () -> get(url, trusting("first", null)));
        }
    }

    @Test
    void clientsNeedACertificateWhereItIsRequired() throws Exception {
        Map<String, String> mutual = https("first");
        mutual.put("listeners.https.ssl.client.auth", "required");
        mutual.put(
                "listeners.https.ssl.truststore.location",
                stores.resolve("client-trust.p12").toString());
        mutual.put("listeners.https.ssl.truststore.type", "PKCS12");
        mutual.put("listeners.https.ssl.truststore.password", PASSWORD);
        try (TestWorker worker = TestWorker.serving(mutual)) {
            URI url = worker.server.url();
            assertEquals(200, get(url, trusting("first", "client")));
            assertThrows(IOException.class, () -> get(url, trusting("first", null)));
            assertThrows(IOException.class, () -> get(url, trusting("first", "second")));
        }
    }

    @Test
    void aCertificateIsOptionalWhereItIsRequested() throws Exception {
        Map<String, String> mutual = https("first");
        mutual.put("listeners.https.ssl.client.auth", "requested");
        mutual.put(
                "listeners.https.ssl.truststore.location",
                stores.resolve("client-trust.p12").toString());
        mutual.put("listeners.https.ssl.truststore.type", "PKCS12");
        mutual.put("listeners.https.ssl.truststore.password", PASSWORD);
        try (TestWorker worker = TestWorker.serving(mutual)) {
            assertEquals(200, get(worker.server.url(), trusting("first", "client")));
            assertEquals(200, get(worker.server.url(), trusting("first", null)));
        }
    }
}
