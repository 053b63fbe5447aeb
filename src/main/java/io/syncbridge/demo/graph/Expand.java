package io.syncbridge.demo.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code $expand} and {@code $select}: {@code columns,items($expand=fields($select=Title,Revenue))}. */
final class Expand {

    private Expand() {
    }

    /** Returns what is to be expanded, each with the query options that stand in its parentheses. */
    static Map<String, Map<String, String>> of(String text) {
        var expanded = new LinkedHashMap<String, Map<String, String>>();
        for (String part : split(text == null ? "" : text, ',')) {
            int open = part.indexOf('(');
            if (open < 0) {
                expanded.put(part, Map.of());
            } else {
                expanded.put(part.substring(0, open).trim(), options(part.substring(open + 1, part.lastIndexOf(')'))));
            }
        }
        return expanded;
    }

    /** Returns the names in a {@code $select}; none for all. */
    static List<String> names(String select) {
        return split(select == null ? "" : select, ',');
    }

    private static Map<String, String> options(String text) {
        var options = new LinkedHashMap<String, String>();
        for (String option : split(text, ';')) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(option.startsWith("$") ? 1 : 0, equals).trim(), option.substring(equals + 1).trim());
            }
        }
        return options;
    }

    /** Splits outside of parentheses. @throws GraphException if these do not match */
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? separator : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0 || i == text.length() && depth != 0) {
                throw new GraphException(400, "BadRequest", "Parsing OData Select and Expand failed: the parentheses do not match.");
            }
            if (c == separator && depth == 0) {
                parts.add(text.substring(from, i).trim());
                from = i + 1;
            }
        }
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
