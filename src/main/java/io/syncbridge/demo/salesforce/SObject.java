package io.syncbridge.demo.salesforce;

import java.util.List;
import java.util.Optional;

/**
 * An object: what Salesforce calls a table.
 *
 * @param prefix the three characters with which the ids of its records begin
 */
record SObject(String name, String label, String plural, String prefix, List<Field> fields) {

    /** Names are found whatever their case, as in Salesforce. */
    Optional<Field> field(String wanted) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(wanted)).findFirst();
    }

    /** Returns the reference by which queries reach a parent: {@code AccountId} for {@code Account}. */
    Optional<Field> reference(String relationship) {
        return fields.stream().filter(field -> relationship.equalsIgnoreCase(field.relationship())).findFirst();
    }

    String table() {
        return "\"" + name + "\"";
    }

    String url(String version, String id) {
        return "/services/data/" + version + "/sobjects/" + name + "/" + id;
    }
}
