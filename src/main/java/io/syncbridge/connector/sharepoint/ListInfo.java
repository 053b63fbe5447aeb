package io.syncbridge.connector.sharepoint;

import io.syncbridge.connector.rest.Uris;
import io.syncbridge.model.Description;
import io.syncbridge.model.Description.Field;
import io.syncbridge.model.Description.Holds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list as Graph describes it.
 *
 * @param site the site's id
 * @param id the list's id
 * @param columns by the name under which items hold their values
 */
record ListInfo(String site, String id, String name, Map<String, Column> columns) {

    /** What an item shows besides the values of its columns. */
    static final Set<String> ITEM_LEVEL = Set.of("id", "eTag", "createdDateTime", "lastModifiedDateTime", "webUrl",
            "createdBy", "lastModifiedBy");

    static ListInfo of(String site, Map<?, ?> json) {
        var columns = new LinkedHashMap<String, Column>();
        if (json.get("columns") instanceof List<?> definitions) {
            definitions.stream().filter(Map.class::isInstance).map(definition -> Column.of((Map<?, ?>) definition))
                    .forEach(column -> columns.put(column.field(), column));
        }
        return new ListInfo(site, String.valueOf(json.get("id")), String.valueOf(json.get("displayName")), columns);
    }

    /** Returns the list as a subscription names it. */
    String resource() {
        return "sites/" + site + "/lists/" + id;
    }

    /** Returns the list's path below {@code v1.0}. */
    String path() {
        return "/" + resource();
    }

    String items() {
        return path() + "/items";
    }

    String item(String itemId) {
        return items() + "/" + Uris.escape(itemId);
    }

    /** Returns the columns' values with blank ones in their places, as the bridge's mapping sees them. */
    Map<String, Object> read(Map<?, ?> fields) {
        var values = new LinkedHashMap<String, Object>();
        columns.values().stream().filter(Column::showsBlank).forEach(column -> values.put(column.field(), null));
        fields.forEach((name, value) -> {
            if (!name.toString().contains("@")) {
                Column column = columns.get(name.toString());
                values.put(name.toString(), value == null || column == null ? value : column.kind().read(value));
                ids(value).ifPresent(ids -> values.put(name + "LookupId", ids));
            }
        });
        return values;
    }

    /** Several persons or items are shown with their names, and without the column of the ids by which they are written. */
    private static Optional<List<Object>> ids(Object value) {
        return value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(one -> one instanceof Map<?, ?> map && map.get("LookupId") != null)
                ? Optional.of(list.stream().map(one -> ((Map<?, ?>) one).get("LookupId")).collect(Collectors.toList())) : Optional.empty();
    }

    /** Returns what is wrong with the values, with a cure, by field: columns that are not there or cannot be written, and what they cannot hold. */
    Map<String, String> mistakes(Map<String, Object> values) {
        var mistakes = new LinkedHashMap<String, String>();
        values.forEach((field, value) -> mistake(field, value).ifPresent(mistake -> mistakes.put(field, mistake)));
        return mistakes;
    }

    /** Returns values without mistakes as Graph takes them. */
    Map<String, Object> written(Map<String, Object> values) {
        var fields = new LinkedHashMap<String, Object>();
        values.forEach((field, value) -> {
            ColumnKind kind = columns.get(field).kind();
            fields.put(field, value == null ? null : kind.written(value));
            if (value instanceof List) {
                fields.put(field + "@odata.type", kind == ColumnKind.REFERENCE ? "Collection(Edm.Int32)" : "Collection(Edm.String)");
            }
        });
        return fields;
    }

    /** Says whether these fields need Graph's newer way of writing. */
    boolean holdLinks(Map<String, Object> fields) {
        return fields.keySet().stream().anyMatch(name -> columns.containsKey(name) && columns.get(name).kind() == ColumnKind.HYPERLINK);
    }

    /** Returns what an item holds. */
    Description description() {
        Stream<Field> ofItems = ITEM_LEVEL.stream().map(name -> new Field(name, name, Holds.ANYTHING, null, false, false, null));
        return new Description(Stream.concat(columns.values().stream().map(column -> new Field(column.field(), column.kind().words(),
                column.kind().holds(), column.length(), column.needed() && !column.readOnly(), !column.readOnly(), null)), ofItems).toList(),
                Map.of());
    }

    /** Says whether there is a column of this field name. */
    boolean has(String field) {
        return columns.containsKey(field) || ITEM_LEVEL.contains(field);
    }

    private Optional<String> mistake(String field, Object value) {
        Column column = columns.get(field);
        if (column == null && !ITEM_LEVEL.contains(field)) {
            return Optional.of("The list " + name + " has no column " + field + cure(field));
        }
        if (column == null || column.readOnly()) {
            return Optional.of("SharePoint itself sets " + field + " in the list " + name + ", so it cannot be written."
                    + " Let the definition read it only: give the field a direction that leads out of this system.");
        }
        return value == null || column.kind().holds(value) ? Optional.empty()
                : Optional.of("The column " + field + " of the list " + name + " cannot hold '" + value + "'.");
    }

    private String cure(String field) {
        Optional<Column> meant = columns.values().stream()
                .filter(column -> column.displayName().equalsIgnoreCase(field) || column.name().equalsIgnoreCase(field)).findFirst();
        return meant.map(column -> ". Write " + column.field() + " in the definition.").orElseGet(() -> "; it has "
                + columns.values().stream().filter(column -> !column.readOnly()).map(Column::field).sorted()
                        .collect(Collectors.joining(", ")) + ". Add the column in SharePoint, or put the definition right.");
    }
}
