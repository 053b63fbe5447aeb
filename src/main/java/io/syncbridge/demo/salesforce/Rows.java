package io.syncbridge.demo.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Rows of the objects' tables: maps from field names to what the database holds. */
final class Rows {

    private Rows() {
    }

    static Optional<Map<String, Object>> find(Handle handle, SObject object, String id) {
        return findBy(handle, object, object.field("Id").orElseThrow(), id).stream().findFirst();
    }

    /** Returns the rows with the value, deleted ones too. */
    static List<Map<String, Object>> findBy(Handle handle, SObject object, Field field, Object value) {
        return handle.createQuery("select * from " + object.table() + " where " + field.column() + " = :value")
                .bind("value", value).map((row, context) -> {
                    var values = new LinkedHashMap<String, Object>();
                    for (Field column : object.fields()) {
                        values.put(column.name(), row.getObject(column.name()));
                    }
                    return (Map<String, Object>) values;
                }).list();
    }

    static String nextId(Handle handle, SObject object) {
        return Ids.numbered(object.prefix(),
                handle.createQuery("select next value for record_numbers").mapTo(long.class).one());
    }

    static void insert(Handle handle, SObject object, Map<String, Object> row) {
        List<Field> fields = object.fields();
        var insert = handle.createUpdate("insert into " + object.table() + " ("
                + fields.stream().map(Field::column).collect(Collectors.joining(", ")) + ") values ("
                + fields.stream().map(field -> "?").collect(Collectors.joining(", ")) + ")");
        for (int i = 0; i < fields.size(); i++) {
            insert.bind(i, row.get(fields.get(i).name()));
        }
        insert.execute();
    }

    static void update(Handle handle, SObject object, String id, Map<String, Object> values) {
        var update = handle.createUpdate("update " + object.table() + " set " + values.keySet().stream()
                .map(name -> "\"" + name + "\" = ?").collect(Collectors.joining(", ")) + " where \"Id\" = ?");
        int position = 0;
        for (Object value : values.values()) {
            update.bind(position++, value);
        }
        update.bind(position, id);
        update.execute();
    }

    static void erase(Handle handle, SObject object, String id) {
        handle.execute("delete from " + object.table() + " where \"Id\" = ?", id);
    }

    /** Returns the fields as the API shows them. */
    static Map<String, Object> shown(SObject object, Map<String, Object> row, List<Field> fields, String version) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("attributes", attributes(object, version, (String) row.get("Id")));
        fields.forEach(field -> shown.put(field.name(), field.type().shown(row.get(field.name()))));
        return shown;
    }

    static Map<String, Object> attributes(SObject object, String version, String id) {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("type", object.name());
        attributes.put("url", object.url(version, id));
        return attributes;
    }
}
