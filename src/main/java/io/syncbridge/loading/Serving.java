package io.syncbridge.loading;

import io.quarkus.runtime.StartupEvent;
import io.syncbridge.BridgeConfig;
import io.syncbridge.connector.jdbc.Databases;
import io.syncbridge.database.Recovery;
import io.syncbridge.store.StoreDatabase;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.apache.camel.quarkus.core.CamelRuntime;

/** Starts the routes, unless the program was called for a command that does without them. */
@Singleton
public class Serving {

    void start(@Observes StartupEvent started, CamelRuntime camel, BridgeConfig config, Instance<StoreDatabase> store,
            Databases databases, Recovery recovery) {
        if (config.serve()) {
            // opened here and not with the first webhook, within whose transaction it could not be brought up to date
            store.get();
            databases.openJoining();
            recovery.run();
            camel.start(new String[0]);
        }
    }
}
