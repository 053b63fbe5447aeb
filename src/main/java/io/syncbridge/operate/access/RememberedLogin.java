package io.syncbridge.operate.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TrustedAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.syncbridge.BridgeConfig;
import io.syncbridge.BridgeConfig.Person;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Map;

/** Lets in people whose browser shows the cookie of an earlier login, with the roles that they have now. */
@ApplicationScoped
public class RememberedLogin implements IdentityProvider<TrustedAuthenticationRequest> {

    private final Map<String, Person> people;

    public RememberedLogin(BridgeConfig config) {
        this.people = config.people();
    }

    @Override
    public Class<TrustedAuthenticationRequest> getRequestType() {
        return TrustedAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(TrustedAuthenticationRequest request, AuthenticationRequestContext context) {
        Person person = people.get(request.getPrincipal());
        return person == null ? Uni.createFrom().failure(new AuthenticationFailedException())
                : Uni.createFrom().item(QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(request.getPrincipal()))
                        .addRoles(new LinkedHashSet<>(person.roles())).build());
    }
}
