package io.syncbridge.connector.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides whether a webhook comes from a sender that has one of the keys, and recently.
 *
 * @param keys any of them may have signed, so that keys can be rotated
 * @param tolerance how far the signature's time may be from ours
 */
record SignatureCheck(List<SigningKey> keys, Duration tolerance) {

    /**
     * The headers of a webhook; {@code null} where one is absent.
     *
     * @param signature one or several signatures with spaces between them
     */
    record Signed(String id, String timestamp, String signature) {
    }

    /** @throws RefusedException with status 401 if the body was not signed so */
    void check(Signed headers, byte[] body, Instant now) throws RefusedException {
        if (headers.id() == null || headers.timestamp() == null || headers.signature() == null) {
            throw refused("the headers webhook-id, webhook-timestamp and webhook-signature are needed");
        }
        if (!headers.timestamp().matches("\\d{1,12}")) {
            throw refused("webhook-timestamp is not a number of seconds");
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(headers.timestamp()));
        if (Duration.between(signedAt, now).abs().compareTo(tolerance) > 0) {
            throw refused("webhook-timestamp is too far from our clock");
        }
        if (!isSigned(headers, body)) {
            throw refused("no signature fits");
        }
    }

    /** Looks at every pair, whatever the ones before gave, so that the time taken tells nothing. */
    private boolean isSigned(Signed headers, byte[] body) {
        boolean signed = false;
        for (SigningKey key : keys) {
            byte[] expected = bytes(key.sign(headers.id(), headers.timestamp(), body));
            for (String signature : headers.signature().split(" ")) {
                signed |= MessageDigest.isEqual(expected, bytes(signature));
            }
        }
        return signed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(401, reason);
    }
}
