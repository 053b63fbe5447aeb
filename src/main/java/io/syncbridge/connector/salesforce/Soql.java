package io.syncbridge.connector.salesforce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Writes values into queries so that they are nothing but values. */
final class Soql {

    private static final Set<String> BARE = Set.of("int", "double", "currency", "percent", "boolean", "date", "datetime", "long");

    private Soql() {
    }

    /**
     * @param type the field's
     * @return the value as the field's type has it; text that would not be one is compared as text, and equals nothing
     */
    static String literal(Object value, String type) {
        if (value == null) {
            return "null";
        }
        String text = value.toString();
        return BARE.contains(type) && text.matches("[-+0-9A-Za-z:.]+") ? text : text(text);
    }

    static String text(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r") + "'";
    }

    /** Returns the resource that answers the query. @param all whether what is in the recycle bin is found too */
    static String resource(String query, boolean all) {
        return (all ? "queryAll" : "query") + "/?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
