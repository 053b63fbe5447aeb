package io.syncbridge.connector.salesforce;

import io.syncbridge.BridgeConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A login to a simulated organization; what the map does not name is as in a fresh installation. */
record Login(String loginUrl, Map<String, String> settings) implements BridgeConfig.Salesforce {

    static Login of(String url) {
        return new Login(url, Map.of("client-id", "demo", "client-secret", "demo"));
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public Optional<String> clientId() {
        return setting("client-id");
    }

    @Override
    public Optional<String> clientSecret() {
        return setting("client-secret");
    }

    @Override
    public Optional<String> username() {
        return setting("username");
    }

    @Override
    public Optional<String> password() {
        return setting("password");
    }

    @Override
    public Optional<String> refreshToken() {
        return setting("refresh-token");
    }

    @Override
    public Optional<String> keystore() {
        return setting("keystore");
    }

    @Override
    public Optional<String> keystorePassword() {
        return setting("keystore-password");
    }

    @Override
    public Optional<String> jwtAudience() {
        return setting("jwt-audience");
    }

    @Override
    public Optional<String> instanceUrl() {
        return setting("instance-url");
    }

    @Override
    public String apiVersion() {
        return "62.0";
    }

    @Override
    public int maxApiShare() {
        return 80;
    }

    @Override
    public Optional<String> outboundKey() {
        return setting("outbound-key");
    }

    @Override
    public Optional<String> organizationId() {
        return setting("organization-id");
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
