package io.syncbridge.operate.access;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.syncbridge.BridgeConfig;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells whoever opens a page how to make the first administrator, as long as nobody can log in. */
@ApplicationScoped
public class FirstAdministrator implements HttpAuthenticationMechanism {

    @CheckedTemplate
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance nobody();
    }

    private static final int UNAUTHORIZED = 401;

    private final boolean isNobody;

    public FirstAdministrator(BridgeConfig config,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true") boolean provider) {
        this.isNobody = config.people().isEmpty() && !provider && !ConfigUtils.isProfileActive("demo");
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return isNobody ? Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "Cache-Control", "no-store")) : Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (!isNobody) {
            return Uni.createFrom().item(false);
        }
        HttpServerResponse response = context.response().setStatusCode(UNAUTHORIZED).putHeader("Content-Type", "text/html; charset=utf-8");
        return Uni.createFrom().completionStage(response.end(Templates.nobody().render()).toCompletionStage()).map(sent -> true);
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1900;
    }
}
