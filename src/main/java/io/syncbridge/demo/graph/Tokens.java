package io.syncbridge.demo.graph;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens that are in use. They look like the real ones, which clients must not look into. */
class Tokens {

    static final Duration LIFETIME = Duration.ofSeconds(3599);
    private static final String SCHEME = "Bearer ";

    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    String issue() {
        Instant now = Instant.now();
        expiries.values().removeIf(now::isAfter);
        String claims = Json.write(Json.object().put("aud", "https://graph.microsoft.com").put("appid", "demo").put("tid", "demo")
                .put("exp", now.plus(LIFETIME).getEpochSecond()).put("uti", UUID.randomUUID().toString()));
        String token = encoded("{\"typ\":\"JWT\",\"alg\":\"none\"}") + "." + encoded(claims) + "." + encoded(UUID.randomUUID().toString());
        expiries.put(token, now.plus(LIFETIME));
        return token;
    }

    /** @throws GraphException if the header holds no token that is valid now */
    void check(GraphRequest request) {
        String header = request.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused("Access token is empty.");
        }
        Instant expiry = expiries.get(header.substring(SCHEME.length()));
        if (expiry == null || Instant.now().isAfter(expiry)) {
            throw refused("Lifetime validation failed, the token is expired.");
        }
    }

    /** Ends the life of the request's token. */
    void revoke(GraphRequest request) {
        String header = request.header("Authorization");
        if (header != null && header.length() > SCHEME.length()) {
            expiries.remove(header.substring(SCHEME.length()));
        }
    }

    private static GraphException refused(String message) {
        return new GraphException(401, "InvalidAuthenticationToken", message, Map.of("WWW-Authenticate", "Bearer realm=\"\","
                + " authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\","
                + " client_id=\"00000003-0000-0000-c000-000000000000\""));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
