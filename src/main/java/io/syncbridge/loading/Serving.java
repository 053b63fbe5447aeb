package io.syncbridge.loading;

import io.quarkus.runtime.StartupEvent;
import io.syncbridge.BridgeConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.apache.camel.quarkus.core.CamelRuntime;

/** Starts the routes, unless the program was called for a command that does without them. */
@Singleton
public class Serving {

    void start(@Observes StartupEvent started, CamelRuntime camel, BridgeConfig config) {
        if (config.serve()) {
            camel.start(new String[0]);
        }
    }
}
