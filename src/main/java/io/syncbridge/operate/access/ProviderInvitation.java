package io.syncbridge.operate.access;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends a person who opens a page to the OpenID Connect provider, where there is one. Quarkus alone would ask for a password,
 * since that is allowed too; and programs, which can do nothing with a login page, shall be asked for one.
 */
@ApplicationScoped
public class ProviderInvitation implements HttpAuthenticationMechanism {

    private final OidcAuthenticationMechanism provider;
    private final boolean active;

    public ProviderInvitation(OidcAuthenticationMechanism provider,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true") boolean active) {
        this.provider = provider;
        this.active = active;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return active && opensPage(context.request()) ? provider.getChallenge(context) : Uni.createFrom().nullItem();
    }

    private static boolean opensPage(HttpServerRequest request) {
        String accepted = request.getHeader("Accept");
        return request.method() == HttpMethod.GET && accepted != null && accepted.contains("text/html");
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1500;
    }
}
