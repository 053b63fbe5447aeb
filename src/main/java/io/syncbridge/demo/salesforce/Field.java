package io.syncbridge.demo.salesforce;

import java.util.List;

/**
 * A field of an object.
 *
 * @param length the most characters that it takes; 0 where it is no text
 * @param writable whether callers may set it; the system sets the others
 * @param required whether a record must have a value
 * @param unique whether it is an external id that no two records may share
 * @param values the values of a restricted picklist; empty for any
 * @param references the object that a reference names; {@code null} for none
 * @param compound the compound field in which change events carry it, like {@code BillingAddress}; {@code null} for none
 */
record Field(String name, String label, FieldType type, int length, boolean writable, boolean required, boolean unique,
        List<String> values, String references, String compound) {

    static Field of(String name, String label, FieldType type, int length) {
        return new Field(name, label, type, length, true, false, false, List.of(), null, null);
    }

    static Field text(String name, String label, int length) {
        return of(name, label, FieldType.STRING, length);
    }

    static Field system(String name, String label, FieldType type) {
        return new Field(name, label, type, type == FieldType.ID ? 18 : 0, false, false, false, List.of(), null, null);
    }

    Field asRequired() {
        return new Field(name, label, type, length, writable, true, unique, values, references, compound);
    }

    Field asExternalId() {
        return new Field(name, label, type, length, writable, required, true, values, references, compound);
    }

    Field readOnly() {
        return new Field(name, label, type, length, false, required, unique, values, references, compound);
    }

    Field restrictedTo(List<String> allowed) {
        return new Field(name, label, type, length, writable, required, unique, allowed, references, compound);
    }

    Field to(String object) {
        return new Field(name, label, type, 18, writable, required, unique, values, object, compound);
    }

    Field in(String compoundField) {
        return new Field(name, label, type, length, writable, required, unique, values, references, compoundField);
    }

    boolean isCustom() {
        return name.endsWith("__c");
    }

    /** Returns the name by which queries reach the record that this field references; {@code null} for none. */
    String relationship() {
        return references == null ? null : name.substring(0, name.length() - "Id".length());
    }

    /** Returns the field's own name within its compound field: {@code City} for {@code BillingCity}. */
    String partName() {
        return name.startsWith("Billing") ? name.substring("Billing".length()) : name;
    }

    String column() {
        return "\"" + name + "\"";
    }

    String columnDefinition() {
        return column() + " " + type.column() + (type.isText() ? "(" + length + ")" : "");
    }
}
