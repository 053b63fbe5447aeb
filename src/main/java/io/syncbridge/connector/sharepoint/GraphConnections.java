package io.syncbridge.connector.sharepoint;

import io.quarkus.arc.Unremovable;
import io.syncbridge.BridgeConfig;
import io.syncbridge.connector.rest.Authentication;
import io.syncbridge.connector.rest.RestClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** The logins of {@code bridge.sharepoint.<name>}, each with one client that all lists share. */
@ApplicationScoped
@Unremovable
class GraphConnections {

    private final Map<String, BridgeConfig.SharePoint> configured;
    private final GraphLogin login;
    private final Map<String, GraphClient> clients = new ConcurrentHashMap<>();
    private final Map<String, TenantGate> gates = new ConcurrentHashMap<>();

    @Inject
    GraphConnections(BridgeConfig config, GraphLogin login) {
        this(config.sharepoint(), login);
    }

    GraphConnections(Map<String, BridgeConfig.SharePoint> configured, GraphLogin login) {
        this.configured = configured;
        this.login = login;
    }

    /** @throws IllegalArgumentException naming the settings that are missing */
    BridgeConfig.SharePoint settings(String name) {
        BridgeConfig.SharePoint settings = configured.get(name);
        if (settings == null) {
            throw new IllegalArgumentException("No login `" + name + "` is configured: set bridge.sharepoint." + name
                    + ".tenant, .client-id and .client-secret."
                    + (configured.isEmpty() ? "" : " Configured are " + new TreeSet<>(configured.keySet()) + "."));
        }
        List<String> missing = missing(settings);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The login `" + name + "` is not complete: set "
                    + String.join(" and ", missing.stream().map(key -> "bridge.sharepoint." + name + "." + key).toList()) + ".");
        }
        return settings;
    }

    /**
     * Returns the client of a login.
     *
     * @throws IllegalArgumentException as {@link #settings}
     */
    GraphClient client(String name, CamelContext context) {
        BridgeConfig.SharePoint settings = settings(name);
        return clients.computeIfAbsent(name, key -> open(key, settings, context));
    }

    private GraphClient open(String name, BridgeConfig.SharePoint settings, CamelContext context) {
        var root = URI.create(settings.graphUrl().replaceFirst("/+$", ""));
        var calls = new RestClient.Settings(root, settings.concurrency(), settings.connectTimeout(), settings.requestTimeout());
        var authentication = new Authentication.OAuth2(name, (client, fresh) -> login.token(client, settings, fresh));
        // Graph throttles an application in a tenant, whatever we call the login.
        TenantGate gate = gates.computeIfAbsent(GraphLogin.tokenAddress(settings) + " " + settings.clientId().orElseThrow(),
                account -> new TenantGate());
        var client = new GraphClient(root, new RestClient(context, calls, authentication), gate,
                context.getExecutorServiceManager().newFixedThreadPool(this, "sync-sharepoint-" + name, settings.concurrency()));
        try {
            context.addService(client);
            return client;
        } catch (Exception failed) {
            throw new IllegalArgumentException("bridge.sharepoint." + name + " cannot be used: " + failed.getMessage(), failed);
        }
    }

    private static List<String> missing(BridgeConfig.SharePoint settings) {
        var missing = new ArrayList<String>();
        if (settings.tenant().isEmpty() && settings.tokenUrl().isEmpty()) {
            missing.add("tenant");
        }
        if (settings.clientId().isEmpty()) {
            missing.add("client-id");
        }
        if (settings.clientSecret().isEmpty()) {
            missing.add("client-secret");
        }
        return missing;
    }
}
