package dev.sluice.rest;

import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Gives Jetty the TLS settings of HTTPS listeners and of requests to other workers. */
final class ServerTls {
    private ServerTls() {}

    static SslContextFactory.Server listener(TlsSettings settings) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        apply(settings, factory);
        switch (settings.get("ssl.client.auth", "none")) {
            case "required" -> factory.setNeedClientAuth(true);
            case "requested" -> factory.setWantClientAuth(true);
            default -> factory.setNeedClientAuth(false);
        }
        factory.setEndpointIdentificationAlgorithm(null);
        return factory;
    }

    static void apply(TlsSettings settings, SslContextFactory factory) {
        settings.get("ssl.keystore.location").ifPresent(location -> {
            factory.setKeyStorePath(location);
            factory.setKeyStoreType(settings.get("ssl.keystore.type", "JKS"));
        });
        settings.get("ssl.keystore.password").ifPresent(factory::setKeyStorePassword);
        settings.get("ssl.key.password").ifPresent(factory::setKeyManagerPassword);
        settings.get("ssl.truststore.location").ifPresent(location -> {
            factory.setTrustStorePath(location);
            factory.setTrustStoreType(settings.get("ssl.truststore.type", "JKS"));
        });
        settings.get("ssl.truststore.password").ifPresent(factory::setTrustStorePassword);
        settings.get("ssl.provider").ifPresent(factory::setProvider);
        factory.setProtocol(settings.get("ssl.protocol", "TLSv1.3"));
        List<String> protocols = settings.list("ssl.enabled.protocols");
        factory.setIncludeProtocols(
                protocols.isEmpty() ? new String[] {"TLSv1.2", "TLSv1.3"} : protocols.toArray(String[]::new));
        List<String> ciphers = settings.list("ssl.cipher.suites");
        if (!ciphers.isEmpty()) {
            factory.setIncludeCipherSuites(ciphers.toArray(String[]::new));
        }
        settings.get("ssl.keymanager.algorithm").ifPresent(factory::setKeyManagerFactoryAlgorithm);
        settings.get("ssl.trustmanager.algorithm").ifPresent(factory::setTrustManagerFactoryAlgorithm);
        settings.get("ssl.secure.random.implementation").ifPresent(factory::setSecureRandomAlgorithm);
    }
}
