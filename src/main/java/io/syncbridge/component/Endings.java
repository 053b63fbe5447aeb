package io.syncbridge.component;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jboss.logging.Logger;

/** When certificates and subscriptions end, as far as this instance has come across them. */
@Singleton
public class Endings {

    private static final Logger LOG = Logger.getLogger(Endings.class);

    private final Map<String, Instant> certificates = new ConcurrentHashMap<>();
    private final Map<String, Instant> subscriptions = new ConcurrentHashMap<>();

    /** Returns when certificates end, by what they are of. */
    public Map<String, Instant> certificates() {
        return Map.copyOf(certificates);
    }

    /** Returns when subscriptions end that nobody renews, by what they are of. */
    public Map<String, Instant> subscriptions() {
        return Map.copyOf(subscriptions);
    }

    public void certificate(String of, Instant end) {
        certificates.put(of, end);
    }

    public void subscription(String of, Instant end) {
        subscriptions.put(of, end);
    }

    /** Takes in the certificate that a server has shown. */
    public void shown(String server, SSLSession session) {
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                certificate(server, certificate.getNotAfter().toInstant());
            }
        } catch (SSLPeerUnverifiedException e) {
            LOG.debugf("%s has shown no certificate: %s", server, e.getMessage());
        }
    }
}
