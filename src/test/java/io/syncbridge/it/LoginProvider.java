package io.syncbridge.it;

import com.nimbusds.jwt.SignedJWT;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/** An OpenID Connect provider that asks whoever comes who they want to be, and the settings that name it. */
public class LoginProvider implements QuarkusTestResourceLifecycleManager {

    private static final String COMPANY = "company";
    private static MockOAuth2Server server;

    @Override
    public Map<String, String> start() {
        server = new MockOAuth2Server(new OAuth2Config(true));
        server.start();
        return Map.of("quarkus.oidc.tenant-enabled", "true",
                "quarkus.oidc.auth-server-url", server.issuerUrl(COMPANY).toString(),
                "quarkus.oidc.client-id", "syncbridge",
                "quarkus.oidc.credentials.secret", "a-secret-that-is-long-enough-to-encrypt-with",
                "quarkus.oidc.application-type", "hybrid",
                "quarkus.oidc.token.audience", "syncbridge",
                "quarkus.oidc.roles.role-claim-path", "groups",
                "quarkus.http.auth.roles-mapping.sync-operators", "operator,viewer");
    }

    @Override
    public void stop() {
        server.shutdown();
    }

    /** Returns a token of a service account, as the provider signs it. */
    static String token(String subject, String audience, List<String> groups) {
        SignedJWT token = server.issueToken(COMPANY, "syncbridge", new DefaultOAuth2TokenCallback(COMPANY, subject, "JWT",
                List.of(audience), Map.of("groups", groups), 600));
        return token.serialize();
    }
}
