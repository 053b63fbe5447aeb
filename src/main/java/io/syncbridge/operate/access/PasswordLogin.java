package io.syncbridge.operate.access;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.PasswordCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.syncbridge.BridgeConfig;
import io.syncbridge.BridgeConfig.Person;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets in the people under {@code bridge.people}, by name and password. */
@ApplicationScoped
public class PasswordLogin implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    /** Checked where nobody has the name, so that the time does not tell who exists. */
    private static final String NOBODY = BcryptUtil.bcryptHash("nobody");

    private final Map<String, Person> people;
    private final Map<String, byte[]> right = new ConcurrentHashMap<>();
    private final byte[] salt = new SecureRandom().generateSeed(16);

    public PasswordLogin(BridgeConfig config) {
        this.people = config.people();
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(UsernamePasswordAuthenticationRequest request,
            AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(request.getUsername(), request.getPassword()));
    }

    private SecurityIdentity identity(String name, PasswordCredential credential) {
        Person person = people.get(name);
        if (!isRight(name, person, new String(credential.getPassword())) || person == null) {
            throw new AuthenticationFailedException();
        }
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name)).addCredential(credential)
                .addRoles(new LinkedHashSet<>(person.roles())).build();
    }

    /** A browser sends the password with each request, and bcrypt is slow on purpose: a right one is remembered. */
    private boolean isRight(String name, Person person, String password) {
        byte[] digest = digest(password);
        if (MessageDigest.isEqual(digest, right.get(name))) {
            return true;
        }
        boolean matches = BcryptUtil.matches(password, person == null ? NOBODY : person.password());
        if (matches && person != null) {
            right.put(name, digest);
        }
        return matches;
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
