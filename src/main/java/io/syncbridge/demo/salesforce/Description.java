package io.syncbridge.demo.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the API says of the objects. */
final class Description {

    private Description() {
    }

    static Map<String, Object> basic(SObject object, String version) {
        String url = "/services/data/" + version + "/sobjects/" + object.name();
        var shown = new LinkedHashMap<String, Object>();
        shown.put("activateable", false);
        shown.put("createable", true);
        shown.put("custom", false);
        shown.put("customSetting", false);
        shown.put("deletable", true);
        shown.put("keyPrefix", object.prefix());
        shown.put("label", object.label());
        shown.put("labelPlural", object.plural());
        shown.put("layoutable", true);
        shown.put("mergeable", false);
        shown.put("name", object.name());
        shown.put("queryable", true);
        shown.put("replicateable", true);
        shown.put("retrieveable", true);
        shown.put("searchable", false);
        shown.put("triggerable", true);
        shown.put("undeletable", true);
        shown.put("updateable", true);
        shown.put("urls", Map.of("sobject", url, "describe", url + "/describe", "rowTemplate", url + "/{ID}"));
        return shown;
    }

    static Map<String, Object> full(SObject object, String version) {
        Map<String, Object> shown = basic(object, version);
        shown.put("fields", object.fields().stream().map(Description::field).toList());
        shown.put("childRelationships", Schema.ALL.stream().flatMap(child -> child.fields().stream()
                .filter(field -> object.name().equals(field.references())).map(field -> child(object, child, field))).toList());
        shown.put("recordTypeInfos", List.of());
        return shown;
    }

    private static Map<String, Object> child(SObject parent, SObject child, Field field) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("childSObject", child.name());
        shown.put("field", field.name());
        shown.put("relationshipName", parent.name().equals(field.relationship()) ? child.plural() : null);
        return shown;
    }

    private static Map<String, Object> field(Field field) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("name", field.name());
        shown.put("label", field.label());
        shown.put("type", field.type().describedAs());
        shown.put("soapType", field.type().soapType());
        shown.put("length", field.length());
        shown.put("byteLength", field.length() * 3);
        shown.put("precision", field.type() == FieldType.CURRENCY ? 18 : 0);
        shown.put("scale", 0);
        shown.put("digits", field.type() == FieldType.INT ? 8 : 0);
        shown.put("createable", field.writable());
        shown.put("updateable", field.writable());
        shown.put("nillable", !field.required() && field.writable());
        shown.put("defaultedOnCreate", !field.writable() || field.name().equals("OwnerId"));
        shown.put("unique", field.unique());
        shown.put("externalId", field.unique());
        shown.put("idLookup", field.unique() || field.type() == FieldType.ID);
        shown.put("caseSensitive", false);
        shown.put("custom", field.isCustom());
        shown.put("calculated", false);
        shown.put("autoNumber", false);
        shown.put("filterable", true);
        shown.put("sortable", true);
        shown.put("groupable", !field.type().isNumber());
        shown.put("nameField", field.name().equals("Name"));
        shown.put("restrictedPicklist", !field.values().isEmpty());
        shown.put("picklistValues", field.values().stream().map(Description::choice).toList());
        shown.put("referenceTo", field.references() == null ? List.of() : List.of(field.references()));
        shown.put("relationshipName", field.relationship());
        return shown;
    }

    private static Map<String, Object> choice(String value) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("active", true);
        shown.put("defaultValue", false);
        shown.put("label", value);
        shown.put("validFor", null);
        shown.put("value", value);
        return shown;
    }
}
