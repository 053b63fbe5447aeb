package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code /services/oauth2} and the identity of the one user. Client and user are {@code demo}, both secrets too. */
final class Login {

    static final String DEMO = "demo";
    private static final String REFRESH_TOKEN = "demo-refresh-token";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final Sessions sessions;
    private final OrgClock clock;
    private final Optional<String> publicKey;

    /** @param publicKey an RSA key, PEM or Base64, that signs the assertions of JWT logins; none refuses them */
    Login(Sessions sessions, OrgClock clock, Optional<String> publicKey) {
        this.sessions = sessions;
        this.clock = clock;
        this.publicKey = publicKey;
    }

    /** A login that is refused, with the answer's error and its description. */
    private static final class RefusedException extends RuntimeException {

        private final String error;

        RefusedException(String error, String description) {
            super(description, null, false, false);
            this.error = error;
        }
    }

    /** The password may be followed by a security token. */
    static boolean isKnown(String username, String password) {
        return DEMO.equals(username) && password != null && password.startsWith(DEMO);
    }

    Reply handle(Request request) {
        try {
            return switch (request.parts().get(2)) {
                case "token" -> token(request);
                case "revoke" -> {
                    sessions.close(request.required("token"));
                    yield Reply.empty(200);
                }
                case "userinfo" -> {
                    sessions.check(request.header("authorization"));
                    yield Reply.ok(identity(request.base()));
                }
                default -> throw ApiException.missing();
            };
        } catch (RefusedException refused) {
            return Reply.json(400, Map.of("error", refused.error, "error_description", refused.getMessage()));
        }
    }

    private Reply token(Request request) {
        Map<String, String> form = request.parameters();
        String grant = String.valueOf(form.get("grant_type"));
        switch (grant) {
            case "client_credentials" -> checkClient(request);
            case "password" -> {
                checkClient(request);
                check(isKnown(form.get("username"), form.get("password")), "invalid_grant", "authentication failure");
            }
            case "refresh_token" -> {
                check(DEMO.equals(form.get("client_id")), "invalid_client_id", "client identifier invalid");
                check(REFRESH_TOKEN.equals(form.get("refresh_token")) || DEMO.equals(form.get("refresh_token")), "invalid_grant",
                        "expired access/refresh token");
            }
            case JWT_BEARER -> checkAssertion(form.getOrDefault("assertion", ""));
            default -> throw new RefusedException("unsupported_grant_type", "grant type not supported");
        }
        return Reply.ok(opened(request.base(), grant)).with("Cache-Control", "no-cache, no-store").with("Pragma", "no-cache");
    }

    private static void checkClient(Request request) {
        String id = request.parameters().get("client_id");
        String secret = request.parameters().get("client_secret");
        String basic = request.header("authorization");
        if (id == null && basic != null && basic.startsWith("Basic ")) {
            String[] parts = new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8).split(":", 2);
            id = parts[0];
            secret = parts.length > 1 ? parts[1] : "";
        }
        check(DEMO.equals(id), "invalid_client_id", "client identifier invalid");
        check(DEMO.equals(secret), "invalid_client", "invalid client credentials");
    }

    private void checkAssertion(String assertion) {
        String[] parts = assertion.split("\\.");
        try {
            check(parts.length == 3 && isSigned(parts), "invalid_grant", "invalid assertion");
            JsonNode claims = Json.tree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            check(DEMO.equals(claims.path("iss").asText()), "invalid_client_id", "client identifier invalid");
            check(DEMO.equals(claims.path("sub").asText()), "invalid_grant", "user hasn't approved this consumer");
            check(claims.path("exp").asLong() >= clock.now().getEpochSecond(), "invalid_grant", "expired authorization code");
        } catch (IllegalArgumentException | GeneralSecurityException unreadable) {
            throw new RefusedException("invalid_grant", "invalid assertion");
        }
    }

    private boolean isSigned(String[] parts) throws GeneralSecurityException {
        check(publicKey.isPresent(), "invalid_grant", "no certificate is configured: set demo.salesforce.jwt-public-key");
        byte[] key = Base64.getMimeDecoder().decode(publicKey.get().replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key)));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static void check(boolean right, String error, String description) {
        if (!right) {
            throw new RefusedException(error, description);
        }
    }

    private Map<String, Object> opened(String base, String grant) {
        String id = identityUrl(base);
        String issuedAt = Long.toString(clock.now().toEpochMilli());
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", sessions.open());
        if (grant.equals("password")) {
            answer.put("refresh_token", REFRESH_TOKEN);
        }
        answer.put("signature", signature(id + issuedAt));
        answer.put("scope", "api refresh_token");
        answer.put("instance_url", base);
        answer.put("id", id);
        answer.put("token_type", "Bearer");
        answer.put("issued_at", issuedAt);
        return answer;
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(DEMO.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String identityUrl(String base) {
        return base + "/id/" + Ids.ORGANIZATION + "/" + Ids.USER;
    }

    /** @throws ApiException 401 without a session */
    Reply identity(Request request) {
        sessions.check(request.header("authorization"));
        return Reply.ok(identity(request.base()));
    }

    private static Map<String, Object> identity(String base) {
        var urls = new LinkedHashMap<String, Object>();
        urls.put("rest", base + "/services/data/v{version}/");
        urls.put("sobjects", base + "/services/data/v{version}/sobjects/");
        urls.put("query", base + "/services/data/v{version}/query/");
        urls.put("partner", base + "/services/Soap/u/{version}/" + Ids.ORGANIZATION.substring(0, 15));
        var identity = new LinkedHashMap<String, Object>();
        identity.put("id", identityUrl(base));
        identity.put("sub", identityUrl(base));
        identity.put("asserted_user", true);
        identity.put("user_id", Ids.USER);
        identity.put("organization_id", Ids.ORGANIZATION);
        identity.put("username", DEMO);
        identity.put("preferred_username", DEMO);
        identity.put("display_name", "Demo User");
        identity.put("name", "Demo User");
        identity.put("email", "demo@example.com");
        identity.put("urls", urls);
        identity.put("active", true);
        identity.put("user_type", "STANDARD");
        identity.put("language", "en_US");
        identity.put("locale", "en_US");
        return identity;
    }
}
