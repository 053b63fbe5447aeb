package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what a caller sends for a record and says what Salesforce would say of it. */
final class Validation {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

    private Validation() {
    }

    /**
     * Returns the values by field name, as the database takes them.
     *
     * @param creating whether what is absent is missing
     * @throws ApiException 400 with every mistake of the first kind that there is
     */
    static Map<String, Object> read(SObject object, ObjectNode sent, boolean creating) {
        var values = new LinkedHashMap<String, Object>();
        var forbidden = new ArrayList<String>();
        sent.fields().forEachRemaining(entry -> {
            if (!entry.getKey().equals("attributes")) {
                Field field = object.field(entry.getKey()).orElseThrow(() -> unknown(object, entry.getKey()));
                if (field.writable()) {
                    values.put(field.name(), value(field, entry.getValue()));
                } else {
                    forbidden.add(field.name());
                }
            }
        });
        refuseReadOnly(forbidden);
        refuseMissing(object, values, creating);
        List<ApiError> mistakes = values.entrySet().stream().filter(entry -> entry.getValue() != null)
                .flatMap(entry -> mistakes(object, object.field(entry.getKey()).orElseThrow(), entry.getValue()).stream()).toList();
        if (!mistakes.isEmpty()) {
            throw new ApiException(400, mistakes);
        }
        return values;
    }

    private static ApiException unknown(SObject object, String name) {
        return new ApiException(400, "INVALID_FIELD", "No such column '" + name + "' on sobject of type " + object.name());
    }

    private static void refuseReadOnly(List<String> forbidden) {
        if (!forbidden.isEmpty()) {
            throw new ApiException(400, "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: "
                    + String.join(", ", forbidden) + ". Please check the security settings of this field and verify that it is"
                    + " read/write for your profile or permission set.", forbidden.toArray(String[]::new));
        }
    }

    private static void refuseMissing(SObject object, Map<String, Object> values, boolean creating) {
        String[] missing = object.fields().stream().filter(Field::required).map(Field::name)
                .filter(name -> values.get(name) == null && (creating || values.containsKey(name))).toArray(String[]::new);
        if (missing.length > 0) {
            throw new ApiException(400, "REQUIRED_FIELD_MISSING",
                    "Required fields are missing: [" + String.join(", ", missing) + "]", missing);
        }
    }

    private static Object value(Field field, JsonNode sent) {
        try {
            return field.type().read(sent);
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            throw switch (field.type()) {
                case REFERENCE, ID -> new ApiException(400, "MALFORMED_ID",
                        field.label() + ": id value of incorrect type: " + sent.asText(), field.name());
                default -> ApiException.unreadable("Cannot deserialize instance of " + field.type().describedAs() + " from "
                        + (sent.isTextual() ? "VALUE_STRING" : "VALUE_" + sent.getNodeType()) + " value " + sent.asText()
                        + " or request may be missing a required field at [line:1, column:1]");
            };
        }
    }

    private static List<ApiError> mistakes(SObject object, Field field, Object value) {
        var mistakes = new ArrayList<ApiError>();
        if (field.type().isText() && ((String) value).length() > field.length()) {
            mistakes.add(ApiError.of("STRING_TOO_LONG", field.label() + ": data value too large: " + value
                    + " (max length=" + field.length() + ")", field.name()));
        }
        if (!field.values().isEmpty() && !field.values().contains(value)) {
            mistakes.add(ApiError.of("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    field.label() + ": bad value for restricted picklist field: " + value, field.name()));
        }
        if (field.type() == FieldType.EMAIL && !EMAIL.matcher((String) value).matches()) {
            mistakes.add(ApiError.of("INVALID_EMAIL_ADDRESS", field.label() + ": invalid email address: " + value, field.name()));
        }
        if (field.references() != null && !((String) value).startsWith(Schema.named(field.references()).prefix())) {
            mistakes.add(ApiError.of("FIELD_INTEGRITY_EXCEPTION",
                    field.label() + ": id value of incorrect type: " + value, field.name()));
        }
        return mistakes;
    }
}
