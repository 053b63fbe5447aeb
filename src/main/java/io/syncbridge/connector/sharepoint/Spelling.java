package io.syncbridge.connector.sharepoint;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes the filters that find an item by values in other spellings too: without needless blanks, and with accents composed or
 * not. Each filter is a request of its own, since a large list does not look for several texts at once.
 */
final class Spelling {

    private static final Pattern PLAIN = Pattern.compile("[!-~]*");

    private Spelling() {
    }

    /** Returns filters, of which at least one lets an item through that holds the values in one of these spellings. */
    static List<String> filters(ListInfo info, Map<String, Object> values) {
        List<String> filters = List.of("");
        for (Map.Entry<String, Object> value : values.entrySet()) {
            var longer = new ArrayList<String>();
            for (String filter : filters) {
                conditions(info, value.getKey(), value.getValue())
                        .forEach(condition -> longer.add(filter.isEmpty() ? condition : filter + " and " + condition));
            }
            filters = longer;
        }
        return filters;
    }

    private static List<String> conditions(ListInfo info, String field, Object value) {
        Column column = info.columns().get(field);
        ColumnKind kind = column == null ? ColumnKind.OTHER : column.kind();
        String name = column == null && ListInfo.ITEM_LEVEL.contains(field) ? field : "fields/" + field;
        if (!(value instanceof String text) || kind != ColumnKind.TEXT || PLAIN.matcher(text).matches()) {
            return List.of(name + " eq " + (value == null ? "null" : kind.literal(value)));
        }
        return forms(text).stream().map(form -> name + " eq " + kind.literal(form)).toList();
    }

    private static Set<String> forms(String text) {
        String tidy = text.strip().replaceAll("[\\s\u00a0]+", " ");
        return new LinkedHashSet<>(List.of(text, Normalizer.normalize(tidy, Form.NFC), Normalizer.normalize(tidy, Form.NFD)));
    }
}
