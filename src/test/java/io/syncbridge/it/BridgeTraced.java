package io.syncbridge.it;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The bridge with its store in memory, whose traces are kept in memory too. */
public class BridgeTraced extends BridgeOnH2 {

    static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** Quarkus exports to it because it is a bean. */
    @Singleton
    static class Exporter {

        @Produces
        @Singleton
        InMemorySpanExporter spans() {
            return InMemorySpanExporter.create();
        }
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        var config = new HashMap<>(super.getConfigOverrides());
        config.put("quarkus.otel.sdk.disabled", "false");
        config.put("quarkus.otel.simple", "true");
        config.put("bridge.webhooks.\"merge/left\".keys", KEY);
        return config;
    }
}
