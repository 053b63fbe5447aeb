package io.syncbridge.connector.webhook;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that signs webhooks as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> says: HMAC-SHA256 over id,
 * timestamp and the raw body.
 */
public final class SigningKey {

    private static final String PREFIX = "whsec_";

    private final SecretKeySpec key;

    private SigningKey(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * Reads {@code whsec_<base64>}.
     *
     * @throws IllegalArgumentException if it is something else; the message does not hold it
     */
    public static SigningKey of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a signing key must begin with " + PREFIX);
        }
        try {
            return new SigningKey(Base64.getDecoder().decode(text.substring(PREFIX.length())));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("a signing key must be base64 behind " + PREFIX);
        }
    }

    /**
     * Returns the signature for the header {@code webhook-signature}: {@code v1,<base64>}.
     *
     * @param timestamp as it stands in the header {@code webhook-timestamp}: epoch seconds
     */
    public String sign(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
