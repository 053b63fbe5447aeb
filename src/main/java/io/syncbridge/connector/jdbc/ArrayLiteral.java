package io.syncbridge.connector.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** PostgreSQL's notation of arrays: {@code {1,NULL,"two, three"}}, with arrays in arrays for further dimensions. */
final class ArrayLiteral {

    private final String text;
    private final Function<String, Object> element;
    private int place;

    private ArrayLiteral(String text, Function<String, Object> element) {
        this.text = text;
        this.element = element;
    }

    /** Reads an array. @param element turns an element's text into its value */
    static List<Object> parse(String text, Function<String, Object> element) {
        var literal = new ArrayLiteral(text, element);
        // bounds that do not begin with 1 stand before the elements: [0:1]={a,b}
        literal.place = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
        return literal.list();
    }

    /** Writes an array. @param element turns an element, not {@code null}, into its text */
    static String write(Collection<?> list, Function<Object, String> element) {
        var text = new StringBuilder("{");
        for (Object value : list) {
            text.append(text.length() > 1 ? "," : "");
            if (value instanceof Collection<?> inner) {
                text.append(write(inner, element));
            } else if (value == null) {
                text.append("NULL");
            } else {
                text.append('"').append(element.apply(value).replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
            }
        }
        return text.append('}').toString();
    }

    private List<Object> list() {
        var list = new ArrayList<Object>();
        place++;
        while (text.charAt(place) != '}') {
            list.add(value());
            if (text.charAt(place) == ',') {
                place++;
            }
        }
        place++;
        return list;
    }

    private Object value() {
        if (text.charAt(place) == '{') {
            return list();
        }
        boolean quoted = text.charAt(place) == '"';
        String value = quoted ? quoted() : bare();
        return !quoted && value.equals("NULL") ? null : element.apply(value);
    }

    private String bare() {
        int from = place;
        while (text.charAt(place) != ',' && text.charAt(place) != '}') {
            place++;
        }
        return text.substring(from, place);
    }

    private String quoted() {
        var value = new StringBuilder();
        for (place++; text.charAt(place) != '"'; place++) {
            if (text.charAt(place) == '\\') {
                place++;
            }
            value.append(text.charAt(place));
        }
        place++;
        return value.toString();
    }
}
