package io.syncbridge.connector.salesforce;

import io.quarkus.arc.Unremovable;
import io.syncbridge.BridgeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** The logins of {@code bridge.salesforce.<name>}, each with one client that all objects share. */
@ApplicationScoped
@Unremovable
class SalesforceConnections {

    private final Map<String, BridgeConfig.Salesforce> configured;
    private final String clientName;
    private final Map<String, OrgClient> clients = new ConcurrentHashMap<>();

    @Inject
    SalesforceConnections(BridgeConfig config) {
        this(config.salesforce(), config.name());
    }

    /** @param clientName what organizations shall know us by */
    SalesforceConnections(Map<String, BridgeConfig.Salesforce> configured, String clientName) {
        this.configured = configured;
        this.clientName = clientName;
    }

    /** @throws IllegalArgumentException naming the settings that are missing */
    BridgeConfig.Salesforce settings(String name) {
        BridgeConfig.Salesforce settings = configured.get(name);
        if (settings == null) {
            throw new IllegalArgumentException("No login `" + name + "` is configured: set bridge.salesforce." + name
                    + ".client-id and what docs/kamelet-salesforce-object.md says beside it."
                    + (configured.isEmpty() ? "" : " Configured are " + new TreeSet<>(configured.keySet()) + "."));
        }
        List<String> missing = SalesforceLogin.missing(settings);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The login `" + name + "` is not complete: set "
                    + String.join(" and ", missing.stream().map(key -> "bridge.salesforce." + name + "." + key).toList()) + ".");
        }
        return settings;
    }

    /** Returns a login's settings, complete or not. */
    Optional<BridgeConfig.Salesforce> find(String name) {
        return Optional.ofNullable(configured.get(name));
    }

    /** Returns whom events name as their origin that we caused. */
    String clientName() {
        return clientName;
    }

    /**
     * Returns the client of a login.
     *
     * @throws IllegalArgumentException as {@link #settings}
     */
    OrgClient client(String name, CamelContext context) {
        BridgeConfig.Salesforce settings = settings(name);
        return clients.computeIfAbsent(name, key -> open(key, settings, context));
    }

    private OrgClient open(String name, BridgeConfig.Salesforce settings, CamelContext context) {
        var client = new OrgClient(context, name, settings, clientName, Clock.systemUTC());
        try {
            context.addService(client);
            return client;
        } catch (Exception failed) {
            throw new IllegalArgumentException("bridge.salesforce." + name + " cannot be used: " + failed.getMessage(), failed);
        }
    }
}
