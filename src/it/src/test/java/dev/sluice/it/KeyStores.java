package dev.sluice.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for 127.0.0.1 and a store that trusts it alone, made with the JDK's keytool. */
public final class KeyStores {
    private static final String PASSWORD = "changeit-for-tests";

    private final Path key;
    private final Path trust;

    private KeyStores(Path key, Path trust) {
        this.key = key;
        this.trust = trust;
    }

    /** Makes both stores in a directory. */
    public static KeyStores create(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        KeyStores stores = new KeyStores(directory.resolve("key.p12"), directory.resolve("trust.p12"));
        Path certificate = directory.resolve("worker.crt");
        keytool(
                "-genkeypair",
                "-alias",
                "worker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + directory.getFileName(),
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-validity",
                "2",
                "-keystore",
                stores.key.toString());
        keytool("-exportcert", "-alias", "worker", "-file", certificate.toString(), "-keystore", stores.key.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "worker",
                "-file",
                certificate.toString(),
                "-keystore",
                stores.trust.toString());
        return stores;
    }

    /** The properties of a worker that shows this certificate, asks others for theirs, and trusts as told. */
    public Map<String, String> workerProperties(KeyStores trusted) {
        Map<String, String> properties = new HashMap<>();
        properties.put("listeners.https.ssl.keystore.location", key.toString());
        properties.put("listeners.https.ssl.keystore.password", PASSWORD);
        properties.put("listeners.https.ssl.keystore.type", "PKCS12");
        properties.put("listeners.https.ssl.key.password", PASSWORD);
        properties.put("listeners.https.ssl.truststore.location", trusted.trust.toString());
        properties.put("listeners.https.ssl.truststore.password", PASSWORD);
        properties.put("listeners.https.ssl.truststore.type", "PKCS12");
        return properties;
    }

    /** For a client that trusts this certificate and shows it if asked. */
    public SSLContext clientContext() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(key), PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(load(trust));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool failed: " + output);
        }
    }
}
