package io.syncbridge.connector.sharepoint;

import io.syncbridge.BridgeConfig;
import java.time.Duration;
import java.util.Optional;

/** A login to the simulated Graph. */
record Settings(String root, Optional<String> clientId, Optional<String> clientSecret, Optional<String> notificationUrl)
        implements BridgeConfig.SharePoint {

    static Settings of(String root) {
        return new Settings(root, Optional.of("demo"), Optional.of("demo"), Optional.empty());
    }

    @Override
    public String graphUrl() {
        return root + "/v1.0";
    }

    @Override
    public Optional<String> tenant() {
        return Optional.of("demo");
    }

    @Override
    public Optional<String> tokenUrl() {
        return Optional.of(root + "/demo/oauth2/v2.0/token");
    }

    @Override
    public String scope() {
        return "https://graph.microsoft.com/.default";
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(30);
    }
}
