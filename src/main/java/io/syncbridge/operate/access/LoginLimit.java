package io.syncbridge.operate.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Lets logins wait after several with a wrong password, however they were sent: they are answered with status 429 and {@code Retry-After}, and
 * the password is not looked at. Sessions and bearer tokens are not affected.
 */
@ApplicationScoped
public class LoginLimit implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(LoginLimit.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SHOWN = 60;
    private static final String SECONDS = LoginLimit.class.getName();

    private final FailedLogins failures = new FailedLogins();
    private final Clock clock;

    public LoginLimit(Clock clock) {
        this.clock = clock;
    }

    /** @throws AuthenticationFailedException if the login has to wait */
    void admit(String name, RoutingContext context) {
        Duration waiting = failures.waiting(name, address(context), clock.instant());
        if (!waiting.isZero()) {
            context.put(SECONDS, waiting.toSeconds() + 1).put(HttpAuthenticationMechanism.class.getName(), this);
            throw new AuthenticationFailedException();
        }
    }

    /**
     * Checks a password where it may be checked. One is checked after the other, so that no more are tried at once than may be tried.
     *
     * @throws AuthenticationFailedException if the password is wrong, or has to wait
     */
    synchronized void check(String name, RoutingContext context, BooleanSupplier isRight) {
        String address = address(context);
        admit(name, context);
        if (isRight.getAsBoolean()) {
            failures.succeeded(name, address);
            return;
        }
        if (failures.failed(name, address, clock.instant())) {
            String shown = name.replaceAll("\\p{Cntrl}", "?");
            LOG.warnf("Logins as '%s' from %s fail again and again; further ones have to wait, longer each time. If nobody mistypes a password there,"
                    + " look where they come from.", shown.substring(0, Math.min(SHOWN, shown.length())), address);
        }
        throw new AuthenticationFailedException();
    }

    private static String address(RoutingContext context) {
        return context.request().remoteAddress() == null ? "" : String.valueOf(context.request().remoteAddress().hostAddress());
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    /** Called only where a login has to wait. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        Long seconds = context.get(SECONDS);
        if (seconds == null) {
            return Uni.createFrom().item(false);
        }
        HttpServerResponse response = context.response().putHeader("Retry-After", seconds.toString()).putHeader("Cache-Control", "no-store");
        String detail = "Too many logins failed. Wait " + seconds + (seconds == 1 ? " second" : " seconds") + " and try again.";
        boolean isForm = context.request().path().equals("/login/check");
        return Uni.createFrom().completionStage((isForm
                ? response.setStatusCode(TOO_MANY_REQUESTS).putHeader("Content-Type", "text/html; charset=utf-8").end(LoginPage.Templates.login(detail).render())
                : OpenAnswers.refuse(context, TOO_MANY_REQUESTS, "Too Many Requests", detail)).toCompletionStage()).map(sent -> true);
    }
}
