package io.syncbridge.torture;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of the torture's records, in a normal form of their own: text for everything. */
final class Fields {

    static final String KEY = "code";
    static final List<String> EDITED = List.of("name", "city", "amount");

    private Fields() {
    }

    static Map<String, String> of(String code, Object name, Object city, Object amount) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(KEY, code);
        fields.put("name", text(name));
        fields.put("city", text(city));
        fields.put("amount", amount == null ? null : number(amount.toString()));
        return fields;
    }

    /** Returns a value that no other edit has, so that a value found anywhere names the edit that it comes from. */
    static String value(String field, int edit) {
        return field.equals("amount") ? number(700_000 + edit + ".5") : field + "-" + edit;
    }

    /** Writes a value as the checker compares it. */
    static String normal(String value) {
        return value.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?") ? number(value) : value;
    }

    private static String number(String value) {
        return new BigDecimal(value).stripTrailingZeros().toPlainString();
    }

    private static String text(Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString();
    }
}
