package dev.sluice.rest;

import dev.sluice.service.ServiceException;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes the TLS context for requests to other workers, when the first such request is sent. */
final class ClientTls {
    private static final String HOST_NAME_CHECK = "ssl.endpoint.identification.algorithm";

    private final TlsSettings settings;

    ClientTls(TlsSettings settings) {
        this.settings = settings;
    }

    /** @throws ServiceException if a store cannot be read */
    SSLContext context() {
        SslContextFactory.Client factory =
                settings.isBlank(HOST_NAME_CHECK) ? new AnyHostName() : new SslContextFactory.Client();
        ServerTls.apply(settings, factory);
        try {
            factory.start();
            return factory.getSslContext();
        } catch (Exception e) {
            throw new ServiceException(
                    "The TLS settings for requests to other workers do not work (keys " + TlsSettings.MAIN_PREFIX
                            + "ssl.*, or ssl.* where there are none): " + e.getMessage(),
                    e);
        }
    }

    /** The JDK's HTTP client asks the trust manager to check the host name, and has no other way to leave it. */
    private static final class AnyHostName extends SslContextFactory.Client {
        @Override
        protected TrustManager[] getTrustManagers(KeyStore trustStore, Collection<? extends CRL> crls)
                throws Exception {
            TrustManager[] managers = super.getTrustManagers(trustStore, crls);
            for (int i = 0; managers != null && i < managers.length; i++) {
                if (managers[i] instanceof X509TrustManager chainCheck) {
                    managers[i] = new ChainOnly(chainCheck);
                }
            }
            return managers;
        }
    }

    /** Checks the certificate's chain, but not whom it is for. */
    private static final class ChainOnly extends X509ExtendedTrustManager {
        private final X509TrustManager chainCheck;

        ChainOnly(X509TrustManager chainCheck) {
            this.chainCheck = chainCheck;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            chainCheck.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            chainCheck.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            chainCheck.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            chainCheck.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            chainCheck.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            chainCheck.checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return chainCheck.getAcceptedIssuers();
        }
    }
}
