package io.syncbridge.connector.sharepoint;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.quarkus.oidc.common.runtime.config.OidcClientCommonConfig.Credentials.Secret;
import io.quarkus.oidc.common.runtime.config.OidcClientCommonConfigBuilder;
import io.syncbridge.BridgeConfig;
import io.syncbridge.connector.rest.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens of the configured logins, one each, kept until shortly before they expire. */
@ApplicationScoped
@Unremovable
class GraphTokens implements GraphLogin {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final OidcClients clients;
    private final Map<String, OidcClient> made = new ConcurrentHashMap<>();
    private final Map<String, TokensHelper> tokens = new ConcurrentHashMap<>();

    GraphTokens(OidcClients clients) {
        this.clients = clients;
    }

    @Override
    public String token(String connection, BridgeConfig.SharePoint settings, boolean fresh) {
        try {
            OidcClient client = made.computeIfAbsent(connection, name -> make(name, settings));
            return tokens.computeIfAbsent(connection, name -> new TokensHelper()).getTokens(client, Map.of(), fresh)
                    .await().atMost(PATIENCE).getAccessToken();
        } catch (RuntimeException refused) {
            throw new IllegalStateException(words(refused.getMessage()) + " Check tenant, client-id and client-secret under "
                    + "bridge.sharepoint." + connection + ".", refused);
        }
    }

    private OidcClient make(String connection, BridgeConfig.SharePoint settings) {
        String address = GraphLogin.tokenAddress(settings);
        var secret = new OidcClientCommonConfigBuilder.SecretBuilder().value(settings.clientSecret().orElseThrow())
                .method(Secret.Method.POST).build();
        OidcClientConfig config = OidcClientConfig.authServerUrl(address).id("sharepoint-" + connection)
                .discoveryEnabled(false).tokenPath(address).clientId(settings.clientId().orElseThrow()).credentials(secret)
                .scopes(settings.scope()).refreshTokenTimeSkew(SKEW).connectionTimeout(settings.connectTimeout()).build();
        return clients.newClient(config).await().atMost(PATIENCE);
    }

    /** The login answers errors as JSON with a description of several lines, of which the first says it all. */
    private static String words(String answer) {
        try {
            return Json.read(String.valueOf(answer).getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> json
                    && json.get("error_description") instanceof String description
                    ? description.lines().findFirst().orElse("") : answer;
        } catch (IOException notJson) {
            return answer;
        }
    }
}
