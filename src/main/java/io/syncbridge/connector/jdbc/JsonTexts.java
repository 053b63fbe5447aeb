package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.mapping.Binding;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.transform.UnmappableValueException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Shows the documents of JSON columns as JSON text, and takes such text for documents, where a definition maps the column to a
 * field of single values, as it does for a column of text in another system.
 *
 * @param columns names of the columns, in lower case
 */
record JsonTexts(Set<String> columns) {

    static final JsonTexts NONE = new JsonTexts(Set.of());

    /** Returns those of the JSON columns that the definition maps as a whole to fields that hold no documents. */
    static JsonTexts of(Table table, Collection<FieldMapping> lines, String system) {
        List<Binding> bindings = lines.stream().map(line -> line.bindings().get(system)).filter(Objects::nonNull).toList();
        return new JsonTexts(table.all().stream().filter(column -> column.type() == ColumnType.JSON)
                .filter(column -> bindings.stream().anyMatch(binding -> isWhole(binding, column) && !takesDocuments(binding)))
                .map(column -> column.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
    }

    private static boolean isWhole(Binding binding, Column column) {
        return binding.paths().stream().anyMatch(path -> path.text().equalsIgnoreCase(column.name()));
    }

    private static boolean takesDocuments(Binding binding) {
        try {
            binding.transform().toCanonical(Map.of());
            return true;
        } catch (UnmappableValueException single) {
            return false;
        }
    }

    /** Returns the records with their documents as text: keys in order, so that equal documents are equal texts. */
    List<Map<String, Object>> shown(List<Map<String, Object>> records) {
        return each(records, value -> value instanceof Map || value instanceof Collection ? Json.write(value) : value);
    }

    /** Returns the writes with their texts as the documents that they spell. */
    List<Map<String, Object>> written(List<Map<String, Object>> writes) {
        return each(writes, value -> value instanceof String text && isDocument(text) ? new Text(text) : value);
    }

    /** Returns a value as JSON; text that spells a list or an object, as a column of text in another system does, as that. */
    static String document(Object value) {
        if (value instanceof String text && isDocument(text)) {
            try {
                return new Text(text).checked();
            } catch (IllegalArgumentException plainText) {
                return Json.write(value);
            }
        }
        return Json.write(value);
    }

    private static boolean isDocument(String text) {
        return text.strip().startsWith("{") || text.strip().startsWith("[");
    }

    /** JSON that is to be stored as it is, if it is any. */
    record Text(String json) {

        /** @throws IllegalArgumentException if it is no JSON */
        String checked() {
            return Json.write(Json.document(json));
        }

        @Override
        public String toString() {
            return json;
        }
    }

    private List<Map<String, Object>> each(List<Map<String, Object>> records, UnaryOperator<Object> change) {
        return columns.isEmpty() ? records : records.stream().map(record -> {
            Map<String, Object> copy = new LinkedHashMap<>(record);
            copy.replaceAll((name, value) -> isOurs(name, record) ? change.apply(value) : value);
            return copy;
        }).toList();
    }

    /** Says whether a field is to be converted: not one of which only parts are written. */
    private boolean isOurs(String name, Map<String, Object> record) {
        return columns.contains(name.toLowerCase(Locale.ROOT)) && !(record.get(ReportKeys.PARTS) instanceof Collection<?> parts
                && parts.stream().anyMatch(part -> part.toString().startsWith(name + ".")));
    }
}
