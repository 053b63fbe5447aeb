package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.graph.Routes.Call;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The identity platform's endpoints, as far as an application's login needs them. Client, secret and tenant are {@code demo}. */
class LoginApi {

    private static final String DEMO = "demo";
    private static final Set<String> GRANTS = Set.of("client_credentials", "refresh_token", "password");

    private final Tokens tokens;
    private final GraphClock clock;

    LoginApi(Tokens tokens, GraphClock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.add("POST", "/{tenant}/oauth2/v2.0/token", this::token)
                .add("GET", "/{tenant}/v2.0/.well-known/openid-configuration", this::configuration)
                .add("GET", "/common/discovery/instance", this::instance);
    }

    /** A login that is refused. @param number of the AADSTS message */
    private static final class RefusedException extends RuntimeException {

        private final int status;
        private final String error;
        private final int number;

        RefusedException(int status, String error, int number, String message) {
            super(message, null, false, false);
            this.status = status;
            this.error = error;
            this.number = number;
        }
    }

    private GraphAnswer token(Call call) {
        try {
            Map<String, String> form = form(call.request());
            check(call.place("tenant"), form);
            ObjectNode json = Json.object().put("token_type", "Bearer").put("expires_in", Tokens.LIFETIME.toSeconds())
                    .put("ext_expires_in", Tokens.LIFETIME.toSeconds()).put("access_token", tokens.issue());
            boolean delegated = !form.get("grant_type").equals("client_credentials");
            return GraphAnswer.ok(delegated ? json.put("refresh_token", "0.A" + UUID.randomUUID()).put("scope", form.get("scope")) : json)
                    .with(Map.of("Cache-Control", "no-store, no-cache", "Pragma", "no-cache"));
        } catch (RefusedException refused) {
            return refused(refused);
        }
    }

    /** Client id and secret stand in the form or, encoded, in a Basic header. */
    private static Map<String, String> form(GraphRequest request) {
        var form = new HashMap<>(GraphRequest.pairs(request.body() == null ? "" : request.body()));
        String header = request.header("Authorization");
        if (header != null && header.startsWith("Basic ")) {
            String[] pair = new String(Base64.getMimeDecoder().decode(header.substring(6)), StandardCharsets.UTF_8).split(":", 2);
            GraphRequest.pairs("client_id=" + pair[0] + "&client_secret=" + (pair.length > 1 ? pair[1] : "")).forEach(form::put);
        }
        return form;
    }

    private static void check(String tenant, Map<String, String> form) {
        if (!tenant.equals(DEMO)) {
            throw new RefusedException(400, "invalid_request", 90002, "Tenant '" + tenant + "' not found. Check to make sure you"
                    + " have the correct tenant ID and are signing into the correct cloud.");
        }
        for (String parameter : Set.of("grant_type", "client_id", "scope")) {
            if (form.getOrDefault(parameter, "").isEmpty()) {
                throw new RefusedException(400, "invalid_request", 900144,
                        "The request body must contain the following parameter: '" + parameter + "'.");
            }
        }
        if (!GRANTS.contains(form.get("grant_type"))) {
            throw new RefusedException(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type '"
                    + form.get("grant_type") + "'.");
        }
        checkClient(form);
        checkScope(form);
    }

    private static void checkClient(Map<String, String> form) {
        if (!form.get("client_id").equals(DEMO)) {
            throw new RefusedException(400, "unauthorized_client", 700016, "Application with identifier '" + form.get("client_id")
                    + "' was not found in the directory 'demo'.");
        }
        String secret = form.get("client_secret");
        if (secret == null) {
            throw new RefusedException(401, "invalid_client", 7000216,
                    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.");
        }
        if (!secret.equals(DEMO)) {
            throw new RefusedException(401, "invalid_client", 7000215, "Invalid client secret provided. Ensure the secret being sent"
                    + " in the request is the client secret value, not the client secret ID, for a secret added to app 'demo'.");
        }
    }

    private static void checkScope(Map<String, String> form) {
        boolean allowed = !form.get("grant_type").equals("client_credentials")
                || Arrays.stream(form.get("scope").split(" ")).anyMatch(scope -> scope.endsWith("/.default"));
        if (!allowed) {
            throw new RefusedException(400, "invalid_scope", 1002012, "The provided value for scope " + form.get("scope")
                    + " is not valid. Client credential flows must have a scope value with /.default suffixed to the resource"
                    + " identifier (application ID URI).");
        }
    }

    private GraphAnswer refused(RefusedException refused) {
        String trace = UUID.randomUUID().toString();
        String time = clock.now().toString().replace('T', ' ');
        ObjectNode json = Json.object().put("error", refused.error).put("error_description", "AADSTS" + refused.number + ": "
                + refused.getMessage() + " Trace ID: " + trace + " Correlation ID: " + trace + " Timestamp: " + time);
        json.putArray("error_codes").add(refused.number);
        json.put("timestamp", time).put("trace_id", trace).put("correlation_id", trace)
                .put("error_uri", "https://login.microsoftonline.com/error?code=" + refused.number);
        return GraphAnswer.of(refused.status, json);
    }

    private GraphAnswer configuration(Call call) {
        String tenant = call.request().origin() + "/" + call.place("tenant");
        ObjectNode json = Json.object().put("issuer", tenant + "/v2.0").put("token_endpoint", tenant + "/oauth2/v2.0/token")
                .put("authorization_endpoint", tenant + "/oauth2/v2.0/authorize")
                .put("device_authorization_endpoint", tenant + "/oauth2/v2.0/devicecode")
                .put("jwks_uri", tenant + "/discovery/v2.0/keys").put("tenant_region_scope", "NA");
        json.putArray("token_endpoint_auth_methods_supported").add("client_secret_post").add("client_secret_basic");
        json.putArray("response_types_supported").add("code").add("id_token").add("token");
        json.putArray("subject_types_supported").add("pairwise");
        json.putArray("id_token_signing_alg_values_supported").add("RS256");
        return GraphAnswer.ok(json);
    }

    private GraphAnswer instance(Call call) {
        String host = call.request().origin().replaceFirst("^\\w+://([^/:]+).*", "$1");
        ObjectNode json = Json.object().put("tenant_discovery_endpoint",
                call.request().origin() + "/" + DEMO + "/v2.0/.well-known/openid-configuration").put("api-version", "1.1");
        ObjectNode metadata = json.putArray("metadata").addObject().put("preferred_network", host).put("preferred_cache", host);
        metadata.putArray("aliases").add(host);
        return GraphAnswer.ok(json);
    }
}
