package io.syncbridge.operate.access;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * In the profile {@code demo} everybody at this machine is the person {@code demo}, who may do everything. The host that
 * was asked for is looked at too, so that no page from elsewhere gets in by a name that it points to this machine.
 */
@ApplicationScoped
public class DemoLogin implements HttpAuthenticationMechanism {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final SecurityIdentity DEMO = QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal("demo"))
            .addRoles(Set.of(Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN)).build();

    private final boolean active = ConfigUtils.isProfileActive("demo");

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        boolean here = active && context.request().connection().remoteAddress().hostAddress() != null
                && THIS_MACHINE.contains(context.request().authority().host())
                && isLoopback(context.request().connection().remoteAddress().hostAddress());
        return here ? Uni.createFrom().item(DEMO) : Uni.createFrom().nullItem();
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 2000;
    }
}
