package io.syncbridge.torture;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields of the torture's records, in a normal form of their own: text for everything. */
final class Fields {

    static final String KEY = "code";
    static final List<String> EDITED = List.of("name", "city", "amount");

    /** Fields whose values pass from record to record, so that a value does not name its edit. */
    static final String SLOT = "slot";
    static final String PARENT = "parent";

    private Fields() {
    }

    /** Returns the fields in normal form: systems may write codes in capitals and cities in any case. */
    static Map<String, String> of(String code, Object name, Object city, Object amount) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(KEY, key(code));
        fields.put("name", text(name));
        fields.put("city", text(city));
        fields.put("amount", amount == null ? null : number(amount.toString()));
        return fields;
    }

    /** Returns the record's fields with those that pass from record to record. */
    static Map<String, String> of(Map<String, String> fields, String slot, String parent) {
        var all = new LinkedHashMap<>(fields);
        all.put(SLOT, slot);
        all.put(PARENT, key(parent));
        return all;
    }

    /** Returns the record's fields without those that pass from record to record. */
    static Map<String, String> own(Map<String, String> fields) {
        var own = new LinkedHashMap<>(fields);
        own.keySet().removeAll(List.of(SLOT, PARENT));
        return own;
    }

    static String key(String code) {
        return code == null ? null : code.toUpperCase(Locale.ROOT);
    }

    /** Returns a value that no other edit has, so that a value found anywhere names the edit that it comes from. */
    static String value(String field, int edit) {
        return field.equals("amount") ? number(700_000 + edit + ".5") : field + "-" + edit;
    }

    /** Writes a value as the checker compares it. */
    static String normal(String value) {
        return number(value).toLowerCase(Locale.ROOT);
    }

    private static String number(String value) {
        return value.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")
                ? new BigDecimal(value).stripTrailingZeros().toPlainString() : value;
    }

    private static String text(Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString().toLowerCase(Locale.ROOT);
    }
}
