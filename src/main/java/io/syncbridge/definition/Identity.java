package io.syncbridge.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a definition says about which records belong together and what they share, in a form that can be compared. */
final class Identity {

    private static final List<String> KEYS = List.of("systems", "match", "fields");

    private static final List<String> OPTIONAL = List.of("match-case");

    private static final JsonMapper SORTED = JsonMapper.builder()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true).build();

    private Identity() {
    }

    /** Returns the keys' values as JSON. The order of the systems counts, as it settles conflicts. */
    static Map<String, String> of(Node.Entries file) {
        Map<String, Object> plain = file.plain();
        var identity = new LinkedHashMap<String, String>();
        KEYS.forEach(key -> identity.put(key, json(plain.get(key))));
        OPTIONAL.stream().filter(plain::containsKey).forEach(key -> identity.put(key, json(plain.get(key))));
        identity.put("order of systems", json(file.section("systems").entries().keySet()));
        return identity;
    }

    private static String json(Object value) {
        try {
            return SORTED.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Plain data can be written as JSON.", impossible);
        }
    }
}
