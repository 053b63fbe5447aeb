package io.syncbridge.connector.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** Proves to the system who is calling. No implementation shows its secret in {@code toString}. */
public interface Authentication {

    /**
     * Returns the headers to send.
     *
     * @param fresh whether those of the call before were refused
     */
    Map<String, String> headers(boolean fresh);

    /** Says whether fresh headers may succeed where others were refused. */
    default boolean isRenewable() {
        return false;
    }

    enum Kind { NONE, BASIC, BEARER, API_KEY, OAUTH2 }

    /** @throws IllegalArgumentException naming the option that is missing */
    static Authentication of(OptionReader options, Supplier<TokenSource> tokens) {
        Kind kind = options.choice("auth", Kind.NONE);
        String username = options.text("username");
        String password = options.text("password");
        String token = options.text("token");
        String header = options.text("apiKeyHeader", "X-API-Key");
        String client = options.text("oauthClient");
        return switch (kind) {
            case NONE -> fixed(Map.of());
            case BASIC -> fixed(Map.of("Authorization", "Basic " + base64(needed("username", username, kind) + ":"
                    + needed("password", password, kind))));
            case BEARER -> fixed(Map.of("Authorization", "Bearer " + needed("token", token, kind)));
            case API_KEY -> fixed(Map.of(header, needed("token", token, kind)));
            case OAUTH2 -> new OAuth2(needed("oauthClient", client, kind), tokens.get());
        };
    }

    private static Authentication fixed(Map<String, String> headers) {
        return fresh -> headers;
    }

    private static String needed(String option, String value, Kind kind) {
        if (value == null) {
            throw new IllegalArgumentException("auth=" + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
                    + " needs the option " + option + ".");
        }
        return value;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Client credentials; the token is asked for again when it is refused. */
    final class OAuth2 implements Authentication {

        private final String client;
        private final TokenSource tokens;

        /** @param client the name that {@code tokens} knows the client by */
        public OAuth2(String client, TokenSource tokens) {
            this.client = client;
            this.tokens = tokens;
        }

        @Override
        public Map<String, String> headers(boolean fresh) {
            return Map.of("Authorization", "Bearer " + tokens.token(client, fresh));
        }

        @Override
        public boolean isRenewable() {
            return true;
        }
    }
}
