package io.syncbridge.connector.sharepoint;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a notification must hold to be believed. It is worked out from the client secret, so that every instance knows it,
 * also after a restart, and nobody else; and it changes with the secret.
 */
final class ClientState {

    private final byte[] text;

    private ClientState(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    static ClientState of(String clientSecret, SystemName system) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] digest = mac.doFinal(("graph-notifications " + system).getBytes(StandardCharsets.UTF_8));
            return new ClientState(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Compares in a time that tells nothing. */
    boolean fits(Object given) {
        return given instanceof String told && MessageDigest.isEqual(text, told.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns it as Graph is told it; it must not be logged. */
    String text() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
