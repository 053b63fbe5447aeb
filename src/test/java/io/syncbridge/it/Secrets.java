package io.syncbridge.it;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Credentials that stand nowhere by accident: logins that are refused, keys, and a person's password. */
final class Secrets {

    /** The worlds whose logins are refused: by password and secret, and by refresh token. */
    static final String REFUSED = "refused";
    static final String EXPIRED = "expired";

    static final String PERSON = "lila";
    static final String PASSWORD = "zq7-person-Lilac";
    static final String OUTBOUND_KEY = "zq7-outbound-Ochre";

    private static final String WEBHOOK_KEY = "zq7-webhook-Sepia-123456";
    private static final int QUICK = 4;

    /** What no log, page or answer may hold, in any of the forms in which it travels. */
    static final List<String> ALL = List.of("zq7-client-Mauve", "zq7-password-Cobalt", "zq7-refresh-Umber", "zq7-graph-Sienna",
            "zq7-graph-Russet", "zq7-database-Teal", "zq7-token-Indigo", OUTBOUND_KEY, WEBHOOK_KEY, base64(WEBHOOK_KEY), PASSWORD,
            base64(PERSON + ":" + PASSWORD), "$2a$");

    private Secrets() {
    }

    static Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("bridge.salesforce.refused.client-secret", "zq7-client-Mauve"),
                Map.entry("bridge.salesforce.refused.username", "demo"),
                Map.entry("bridge.salesforce.refused.password", "zq7-password-Cobalt"),
                Map.entry("bridge.salesforce.expired.refresh-token", "zq7-refresh-Umber"),
                Map.entry("bridge.sharepoint.refused.client-secret", "zq7-graph-Sienna"),
                Map.entry("bridge.sharepoint.expired.client-secret", "zq7-graph-Russet"),
                Map.entry("bridge.salesforce.default.outbound-key", OUTBOUND_KEY),
                Map.entry("bridge.webhooks.\"contacts/erp\".keys", "whsec_" + base64(WEBHOOK_KEY)),
                Map.entry("bridge.databases.crm.url", "jdbc:postgresql://127.0.0.1:1/crm"),
                Map.entry("bridge.databases.crm.username", "crm"),
                Map.entry("bridge.databases.crm.password", "zq7-database-Teal"),
                Map.entry("erp.url", "http://127.0.0.1:1"),
                Map.entry("erp.token", "zq7-token-Indigo"),
                Map.entry("bridge.people." + PERSON + ".password", BcryptUtil.bcryptHash(PASSWORD, QUICK)),
                Map.entry("bridge.people." + PERSON + ".roles", "viewer"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
