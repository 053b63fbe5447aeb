package io.syncbridge.loading;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.syncbridge.BridgeConfig;
import io.syncbridge.connector.jdbc.Databases;
import io.syncbridge.database.Recovery;
import io.syncbridge.model.Problem;
import io.syncbridge.store.StoreDatabase;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the routes, unless the program was called for a command that does without them. */
@Singleton
public class Serving {

    /** @throws ConfigurationException if something keeps the program from starting, which Quarkus tells in one line */
    void start(@Observes StartupEvent started, CamelRuntime camel, BridgeConfig config, Instance<StoreDatabase> store,
            Databases databases, Recovery recovery, @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
        if (config.serve()) {
            ensureKnown(SettingNames.problems(ConfigProvider.getConfig()));
            if (LaunchMode.current() != LaunchMode.TEST) {
                ensureFree(host, port);
            }
            // opened here and not with the first webhook, within whose transaction it could not be brought up to date
            store.get();
            databases.openJoining();
            recovery.run();
            camel.start(new String[0]);
        }
    }

    private static void ensureKnown(List<Problem> unknown) {
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(unknown.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
    }

    /**
     * Quarkus binds the port after this, so that no request comes before the routes are there to answer it; a port in use must
     * therefore be found out first, or the routes would already run when the program ends.
     */
    private static void ensureFree(String host, int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new ConfigurationException("Port %d of %s cannot be opened: %s. Stop the program that uses it, or set another with"
                    .formatted(port, host, e.getMessage()) + " -Dquarkus.http.port=... or in application.properties.");
        }
    }
}
