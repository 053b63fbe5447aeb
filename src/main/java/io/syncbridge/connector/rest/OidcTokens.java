package io.syncbridge.connector.rest;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.TokensHelper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens of the clients configured under {@code quarkus.oidc-client.<name>}, kept until shortly before they expire. */
@ApplicationScoped
@Unremovable
class OidcTokens implements TokenSource {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OidcClients clients;
    private final Map<String, TokensHelper> tokens = new ConcurrentHashMap<>();

    OidcTokens(OidcClients clients) {
        this.clients = clients;
    }

    @Override
    public String token(String client, boolean fresh) {
        return tokens.computeIfAbsent(client, name -> new TokensHelper())
                .getTokens(clients.getClient(client), Map.of(), fresh)
                .await().atMost(PATIENCE).getAccessToken();
    }
}
