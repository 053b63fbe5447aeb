package io.syncbridge.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;

/**
 * A short name for what a definition says. Comments, layout, examples and the order of keys do not change it; the order
 * of the systems does, as it settles conflicts.
 */
final class Fingerprint {

    private static final JsonMapper SORTED = JsonMapper.builder()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true).build();

    private Fingerprint() {
    }

    static String of(Node.Entries file) {
        var meaning = new HashMap<String, Object>(file.plain());
        meaning.remove("examples");
        meaning.put("order of systems", file.section("systems").entries().keySet());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(meaning));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
            throw new IllegalStateException("Every Java has SHA-256, and plain data can be written as JSON.", impossible);
        }
    }
}
