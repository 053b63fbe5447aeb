package io.syncbridge.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.syncbridge.demo.salesforce.SimulatedSalesforce;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The simulated Salesforce as a service of its own, which sends Outbound Messages to where the bridge listens. */
public class SalesforceOnPort implements QuarkusTestResourceLifecycleManager {

    static final String KEY = "k3y-of-the-organization";

    private SimulatedSalesforce salesforce;

    @Override
    public Map<String, String> start() {
        try {
            int port = freePort();
            salesforce = SimulatedSalesforce.start(Optional.empty(), Optional.of(URI.create("http://127.0.0.1:" + port
                    + "/notifications/salesforce/told/salesforce?key=" + KEY)));
            return Map.of("quarkus.http.test-port", Integer.toString(port),
                    "bridge.salesforce.default.login-url", salesforce.url(),
                    "bridge.salesforce.default.client-id", "demo",
                    "bridge.salesforce.default.client-secret", "demo",
                    "bridge.salesforce.default.outbound-key", KEY);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void stop() {
        try {
            salesforce.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
