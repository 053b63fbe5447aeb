package io.syncbridge.connector.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides whether a webhook comes from a sender that has one of the keys, in the way that its sender shows it.
 *
 * @param header that shows it
 * @param keys any of them will do, so that keys can be rotated
 * @param tolerance how far a signature's time may be from ours
 */
record SenderCheck(Scheme scheme, String header, List<String> keys, Duration tolerance) {

    /** How senders show who they are. */
    enum Scheme {
        /** Standard Webhooks: id, time and body are signed. */
        STANDARD("webhook-signature"),
        /** HMAC-SHA256 of the body, in hex or base64, perhaps behind {@code sha256=}: GitHub, Shopify and many others. */
        GITHUB("X-Hub-Signature-256"),
        /** {@code t=<seconds>,v1=<hex>}: HMAC-SHA256 of time and body. */
        STRIPE("Stripe-Signature"),
        /** The key itself stands in a header. */
        HEADER("X-Webhook-Token"),
        /** Basic authentication; a key is {@code <user>:<password>}. */
        BASIC("Authorization");

        private final String header;

        Scheme(String header) {
            this.header = header;
        }
    }

    /** @throws IllegalArgumentException if a key is none; the message does not hold it */
    SenderCheck {
        header = header == null ? scheme.header : header;
        if (scheme == Scheme.STANDARD) {
            keys.forEach(SigningKey::of);
        } else if (keys.stream().anyMatch(String::isBlank) || scheme == Scheme.BASIC && !keys.stream().allMatch(key -> key.contains(":"))) {
            throw new IllegalArgumentException(scheme == Scheme.BASIC ? "a key must be <user>:<password>" : "a key must not be blank");
        }
    }

    /** @param headers by name; {@code null} where one is absent. @throws RefusedException with status 401 if it comes from somebody else */
    void check(UnaryOperator<String> headers, byte[] body, Instant now) throws RefusedException {
        if (scheme == Scheme.STANDARD) {
            new SignatureCheck(keys.stream().map(SigningKey::of).toList(), tolerance).check(new SignatureCheck.Signed(
                    headers.apply("webhook-id"), headers.apply("webhook-timestamp"), headers.apply(header)), body, now);
            return;
        }
        String shown = headers.apply(header);
        if (shown == null || shown.isBlank()) {
            throw new RefusedException(401, "the header " + header + " is needed");
        }
        switch (scheme) {
            case GITHUB -> require(isSigned(bytes(shown.strip()), body), "the signature in " + header + " does not fit the body and the key");
            case STRIPE -> stripe(shown, body, now);
            case BASIC -> require(keys.stream().map(key -> "Basic " + Base64.getEncoder().encodeToString(bytes(key)))
                    .filter(key -> isSame(key, shown.strip())).count() > 0, "the user or the password in " + header + " is wrong");
            default -> require(keys.stream().filter(key -> isSame(key, shown.strip()) || isSame("Bearer " + key, shown.strip())).count() > 0,
                    "the key in " + header + " is wrong");
        }
    }

    /** Returns the sender's id of the message; {@code null} where it gives none. The same signature of a time is the same message. */
    String messageId(UnaryOperator<String> headers) {
        return switch (scheme) {
            case STANDARD -> headers.apply("webhook-id");
            case STRIPE -> headers.apply(header);
            default -> headers.apply("X-GitHub-Delivery") != null ? headers.apply("X-GitHub-Delivery") : headers.apply("X-Shopify-Webhook-Id");
        };
    }

    private void stripe(String shown, byte[] body, Instant now) throws RefusedException {
        List<String> parts = Arrays.stream(shown.split(",")).map(String::strip).toList();
        String time = parts.stream().filter(part -> part.matches("t=\\d{1,12}")).map(part -> part.substring(2)).findFirst()
                .orElseThrow(() -> new RefusedException(401, header + " names no time: t=<seconds>,v1=<signature> is needed"));
        require(Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now).abs().compareTo(tolerance) <= 0,
                "the time in " + header + " is too far from our clock");
        byte[] signed = concat(bytes(time + "."), body);
        require(parts.stream().filter(part -> part.startsWith("v1=")).filter(part -> isSigned(bytes(part.substring(3)), signed)).count() > 0,
                "no signature v1 in " + header + " fits the time, the body and the key");
    }

    /** Looks at every key, so that the time taken tells nothing. */
    private boolean isSigned(byte[] shown, byte[] content) {
        boolean signed = false;
        for (String key : keys) {
            byte[] digest = hmac(key, content);
            for (String form : List.of(HexFormat.of().formatHex(digest), "sha256=" + HexFormat.of().formatHex(digest),
                    Base64.getEncoder().encodeToString(digest))) {
                signed |= MessageDigest.isEqual(bytes(form), shown);
            }
        }
        return signed;
    }

    private static byte[] hmac(String key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void require(boolean fits, String reason) throws RefusedException {
        if (!fits) {
            throw new RefusedException(401, reason);
        }
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(bytes(one), bytes(other));
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
