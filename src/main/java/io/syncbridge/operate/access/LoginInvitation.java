package io.syncbridge.operate.access;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends a person who opens a page to the OpenID Connect provider, where there is one, and else to the bridge's own login page. Programs,
 * which can do nothing with a page, are asked for a name and password, or a token. What a page asks for by itself is only refused, since
 * the browser would ask for a password in a window of its own.
 */
@ApplicationScoped
public class LoginInvitation implements HttpAuthenticationMechanism {

    private static final int FOUND = 302;
    private static final int UNAUTHORIZED = 401;
    private static final Pattern COOKIE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]*");

    private final OidcAuthenticationMechanism provider;
    private final FormAuthenticationMechanism form;
    private final boolean hasProvider;
    private final String realm;

    public LoginInvitation(OidcAuthenticationMechanism provider, FormAuthenticationMechanism form,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true") boolean hasProvider,
            @ConfigProperty(name = "quarkus.http.auth.realm") String realm) {
        this.provider = provider;
        this.form = form;
        this.hasProvider = hasProvider;
        this.realm = realm;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        if (opensPage(context.request())) {
            return hasProvider ? provider.getChallenge(context) : loginPage(context);
        }
        return Uni.createFrom().item(isOfAPage(context.request()) ? new ChallengeData(UNAUTHORIZED, "Cache-Control", "no-store")
                : new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "basic realm=\"" + realm + "\""));
    }

    /** The way back after the login is kept in a cookie, as far as a cookie can hold it. */
    private Uni<ChallengeData> loginPage(RoutingContext context) {
        String address = context.request().absoluteURI();
        return address != null && COOKIE.matcher(address).matches() ? form.getChallenge(context)
                : Uni.createFrom().item(new ChallengeData(FOUND, "Location", "/login"));
    }

    private static boolean opensPage(HttpServerRequest request) {
        String accepted = request.getHeader("Accept");
        return request.method() == HttpMethod.GET && accepted != null && accepted.contains("text/html") && !isOfAPage(request);
    }

    /** Says whether a browser asks for something that a page needs, and not for a page. */
    private static boolean isOfAPage(HttpServerRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return mode != null && !mode.equals("navigate");
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1500;
    }
}
