package io.syncbridge.connector.sharepoint;

import java.util.Map;

/**
 * A column of a list.
 *
 * @param name the internal name
 * @param displayName the name that people see
 * @param unique whether SharePoint refuses a value that another item has
 * @param computed whether SharePoint works the value out from other columns
 * @param needed whether a new item must be given a value, which SharePoint does not fill in
 * @param length the most characters; {@code null} where none is stated
 */
record Column(String name, String displayName, ColumnKind kind, boolean readOnly, boolean unique, boolean computed, boolean needed,
        Integer length) {

    /** @param definition Graph's columnDefinition */
    static Column of(Map<?, ?> definition) {
        boolean computed = definition.get("calculated") != null;
        return new Column(String.valueOf(definition.get("name")), String.valueOf(definition.get("displayName")),
                ColumnKind.of(definition), computed || Boolean.TRUE.equals(definition.get("readOnly")),
                Boolean.TRUE.equals(definition.get("enforceUniqueValues")), computed,
                Boolean.TRUE.equals(definition.get("required")) && definition.get("defaultValue") == null,
                definition.get("text") instanceof Map<?, ?> text && text.get("maxLength") instanceof Number length ? length.intValue() : null);
    }

    /** Returns the name under which an item's {@code fields} hold the value. */
    String field() {
        return kind == ColumnKind.REFERENCE ? name + "LookupId" : name;
    }

    /** Says whether an item that does not show the column holds it blank. */
    boolean showsBlank() {
        return !readOnly || computed;
    }
}
