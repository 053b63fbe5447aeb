package io.syncbridge.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.connector.webhook.SenderCheck.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SenderCheckTest {

    /** GitHub's own example: docs, "Validating webhook deliveries". */
    private static final String GITHUB_KEY = "It's a Secret to Everybody";
    private static final byte[] BODY = "Hello, World!".getBytes();
    private static final String DIGEST = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static final Instant NOW = Instant.ofEpochSecond(1492774577);

    @Test
    void aSignatureOfTheBody() {
        assertTaken(Scheme.GITHUB, null, GITHUB_KEY, "X-Hub-Signature-256", "sha256=" + DIGEST);
        assertTaken(Scheme.GITHUB, "X-Signature", GITHUB_KEY, "X-Signature", DIGEST);
        assertTaken(Scheme.GITHUB, "X-Shopify-Hmac-Sha256", GITHUB_KEY, "X-Shopify-Hmac-Sha256",
                java.util.Base64.getEncoder().encodeToString(java.util.HexFormat.of().parseHex(DIGEST)));
        assertRefused(Scheme.GITHUB, GITHUB_KEY, "X-Hub-Signature-256", "sha256=" + DIGEST.replace('7', '8'), "does not fit");
        assertRefused(Scheme.GITHUB, "other", "X-Hub-Signature-256", "sha256=" + DIGEST, "does not fit");
        assertRefused(Scheme.GITHUB, GITHUB_KEY, "X-Other", "sha256=" + DIGEST, "header X-Hub-Signature-256 is needed");
    }

    @Test
    void aSignatureOfTimeAndBody() throws Exception {
        String v1 = "dd6c9a8a4c5c4d0c"; // of another key
        String good = hmac("whsec_test", "1492774577.Hello, World!");
        assertTaken(Scheme.STRIPE, null, "whsec_test", "Stripe-Signature", "t=1492774577,v1=" + v1 + ",v1=" + good + ",v0=x");
        assertRefused(Scheme.STRIPE, "whsec_test", "Stripe-Signature", "t=1492774577,v1=" + v1, "no signature v1");
        assertRefused(Scheme.STRIPE, "whsec_test", "Stripe-Signature", "v1=" + good, "names no time");
        assertRefused(Scheme.STRIPE, "whsec_test", "Stripe-Signature", "t=1492774578,v1=" + good, "no signature v1");
        assertRefused(Scheme.STRIPE, "whsec_test", "Stripe-Signature",
                "t=1492770000,v1=" + hmac("whsec_test", "1492770000.Hello, World!"), "too far");
    }

    @Test
    void aSharedKey() {
        assertTaken(Scheme.HEADER, null, "s3cret", "X-Webhook-Token", "s3cret");
        assertTaken(Scheme.HEADER, "Authorization", "s3cret", "Authorization", "Bearer s3cret");
        assertRefused(Scheme.HEADER, "s3cret", "X-Webhook-Token", "s3cre", "is wrong");
        assertTaken(Scheme.BASIC, null, "erp:s3cret", "Authorization", "Basic ZXJwOnMzY3JldA==");
        assertRefused(Scheme.BASIC, "erp:other", "Authorization", "Basic ZXJwOnMzY3JldA==", "is wrong");
    }

    @Test
    void keysThatAreNoneAreNotRepeated() {
        assertThatThrownBy(() -> new SenderCheck(Scheme.BASIC, null, List.of("hush"), Duration.ofMinutes(5)))
                .hasMessageContaining("<user>:<password>").hasMessageNotContaining("hush");
        assertThatThrownBy(() -> new SenderCheck(Scheme.STANDARD, null, List.of("hush"), Duration.ofMinutes(5))).hasMessageNotContaining("hush");
    }

    @Test
    void aRepeatedMessageHasTheSameId() {
        var check = new SenderCheck(Scheme.STRIPE, null, List.of("k"), Duration.ofMinutes(5));
        assertThat(check.messageId(Map.of("Stripe-Signature", "t=1,v1=x")::get)).isEqualTo("t=1,v1=x");
        assertThat(new SenderCheck(Scheme.GITHUB, null, List.of("k"), Duration.ofMinutes(5)).messageId(Map.of("X-GitHub-Delivery", "d1")::get))
                .isEqualTo("d1");
    }

    private static String hmac(String key, String text) throws Exception {
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(key.getBytes(), "HmacSHA256"));
        return java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes()));
    }

    private static void assertTaken(Scheme scheme, String header, String key, String name, String value) {
        assertThatCode(() -> new SenderCheck(scheme, header, List.of("another:key", key), Duration.ofMinutes(5))
                .check(Map.of(name, value)::get, BODY, NOW)).doesNotThrowAnyException();
    }

    private static void assertRefused(Scheme scheme, String key, String name, String value, String reason) {
        assertThatThrownBy(() -> new SenderCheck(scheme, null, List.of(key), Duration.ofMinutes(5)).check(Map.of(name, value)::get, BODY, NOW))
                .isInstanceOf(RefusedException.class).hasMessageContaining(reason);
    }
}
