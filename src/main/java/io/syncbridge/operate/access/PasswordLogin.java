package io.syncbridge.operate.access;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.credential.PasswordCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.syncbridge.BridgeConfig;
import io.syncbridge.BridgeConfig.Person;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Lets in the people under {@code bridge.people}, by name and password. */
@ApplicationScoped
public class PasswordLogin implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]?\\$\\d\\d\\$[./A-Za-z0-9]{53}");

    /** Checked where there are no people at all. */
    private static final String NOBODY = BcryptUtil.bcryptHash("nobody");

    private final Map<String, Person> people;
    private final LoginLimit limit;

    /** A program sends the password with each request, and bcrypt is slow on purpose: right ones are remembered, as digests. */
    private final Map<String, byte[]> right = new ConcurrentHashMap<>();
    private final byte[] salt = new SecureRandom().generateSeed(16);

    public PasswordLogin(BridgeConfig config, LoginLimit limit) {
        this.people = config.people();
        this.limit = limit;
    }

    /** @throws ConfigurationException if a person has a role that does not exist, or a password that is not hashed */
    void check(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent starting) {
        people.forEach((name, person) -> {
            List<String> unknown = person.roles().stream().filter(role -> !Roles.ALL.contains(role)).toList();
            if (!unknown.isEmpty()) {
                throw new ConfigurationException("bridge.people.%s.roles names %s, which no role is called. The roles are %s."
                        .formatted(name, String.join(" and ", unknown), String.join(", ", Roles.ALL)));
            }
            if (!BCRYPT.matcher(person.password()).matches()) {
                throw new ConfigurationException(("bridge.people.%s.password is not a bcrypt hash. The command `password` asks for a password"
                        + " and prints its hash.").formatted(name));
            }
        });
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(UsernamePasswordAuthenticationRequest request,
            AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(request.getUsername(), request.getPassword(), HttpSecurityUtils.getRoutingContextAttribute(request)));
    }

    private SecurityIdentity identity(String name, PasswordCredential credential, RoutingContext context) {
        Person person = people.get(name);
        byte[] digest = digest(new String(credential.getPassword()));
        limit.admit(name, context);
        if (!MessageDigest.isEqual(digest, right.get(name))) {
            limit.check(name, context, () -> BcryptUtil.matches(new String(credential.getPassword()), hash(name)) && person != null);
            right.put(name, digest);
        }
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name)).addCredential(credential)
                .addRoles(new LinkedHashSet<>(person.roles())).build();
    }

    /** Returns somebody's hash where nobody has the name, so that the time that it takes does not tell who exists. */
    private String hash(String name) {
        List<Person> all = List.copyOf(people.values());
        Person person = people.getOrDefault(name, all.isEmpty() ? null : all.get(Math.floorMod(name.hashCode(), all.size())));
        return person == null ? NOBODY : person.password();
    }

    private byte[] digest(String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
