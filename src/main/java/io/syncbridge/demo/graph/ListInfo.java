package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A list and its columns. @param hidden whether the list is left out where all lists are asked for */
record ListInfo(String id, String name, String displayName, boolean hidden, Instant created, List<Column> columns) {

    /** What SharePoint itself keeps of every item. */
    static final Set<String> BUILT_IN = Set.of("id", "ContentType", "Modified", "Created", "AuthorLookupId", "EditorLookupId",
            "_UIVersionString", "Attachments", "Edit", "LinkTitleNoMenu", "LinkTitle", "ItemChildCount", "FolderChildCount",
            "_ComplianceFlags", "_ComplianceTag", "_ComplianceTagWrittenTime", "_ComplianceTagUserId", "AppAuthorLookupId",
            "AppEditorLookupId");

    Optional<Column> column(String fieldName) {
        return columns.stream().filter(column -> column.fieldName().equals(fieldName)).findFirst();
    }

    /** Says whether items hold something under this name. */
    boolean knows(String fieldName) {
        return BUILT_IN.contains(fieldName) || columns.stream()
                .anyMatch(column -> column.fieldName().equals(fieldName) || column.name().equals(fieldName));
    }

    boolean indexes(String fieldName) {
        return fieldName.equals("id") || columns.stream().anyMatch(column -> column.indexed()
                && (column.fieldName().equals(fieldName) || column.name().equals(fieldName)));
    }

    /**
     * Puts the wished values over those that are kept; blank ones go.
     *
     * @param links whether hyperlinks may be written, which Graph allows on request only
     * @throws GraphException if there is no such column, it is read-only or cannot hold the value
     */
    ObjectNode merged(ObjectNode kept, ObjectNode wish, boolean links) {
        ObjectNode merged = kept.deepCopy();
        wish.fields().forEachRemaining(field -> {
            String name = field.getKey();
            if (!name.contains("@odata.") && !name.equals("ContentType")) {
                JsonNode value = writable(name, links).kept(field.getValue());
                if (value == null) {
                    merged.remove(name);
                } else {
                    merged.set(name, value);
                }
            }
        });
        return merged;
    }

    /** Returns the default values of the columns that a new item is not given. */
    ObjectNode defaults(JsonNode sent) {
        ObjectNode defaults = Json.object();
        columns().stream().filter(column -> !column.defaultValue().isMissingNode() && !sent.has(column.fieldName()))
                .forEach(column -> defaults.set(column.fieldName(), column.kept(column.defaultValue())));
        return defaults;
    }

    private Column writable(String name, boolean links) {
        if (BUILT_IN.contains(name)) {
            throw GraphException.invalid("Field '" + name + "' is read-only");
        }
        Column column = column(name).orElseThrow(() -> GraphException.invalid("Field '" + name + "' is not recognized"));
        if (column.definition().path("readOnly").asBoolean()) {
            throw GraphException.invalid("Field '" + name + "' is read-only");
        }
        if (column.kind() == Kind.HYPERLINK && !links) {
            throw GraphException.invalid("Invalid request");
        }
        return column;
    }
}
