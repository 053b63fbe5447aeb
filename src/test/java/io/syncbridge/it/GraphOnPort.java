package io.syncbridge.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.syncbridge.demo.graph.GraphServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** The simulated Graph as a service of its own, which knows where the bridge listens. */
public class GraphOnPort implements QuarkusTestResourceLifecycleManager {

    private GraphServer graph;

    @Override
    public Map<String, String> start() {
        try {
            graph = GraphServer.start();
            int port = freePort();
            var config = new HashMap<String, String>();
            config.put("quarkus.http.test-port", Integer.toString(port));
            for (String login : new String[] {"default", "wrong"}) {
                config.put("bridge.sharepoint." + login + ".graph-url", graph.url() + "/v1.0");
                config.put("bridge.sharepoint." + login + ".token-url", graph.url() + "/demo/oauth2/v2.0/token");
                config.put("bridge.sharepoint." + login + ".client-id", "demo");
            }
            config.put("bridge.sharepoint.default.client-secret", "demo");
            config.put("bridge.sharepoint.default.notification-url", "http://127.0.0.1:" + port);
            config.put("bridge.sharepoint.wrong.client-secret", "s3cret-that-is-wrong");
            return config;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void stop() {
        try {
            graph.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
