package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The kinds of fields that the simulated objects have, each with what the database and a description call it. */
enum FieldType {
    ID("id", "tns:ID", "varchar(18)"),
    REFERENCE("reference", "tns:ID", "varchar(18)"),
    STRING("string", "xsd:string", "varchar_ignorecase"),
    TEXTAREA("textarea", "xsd:string", "varchar_ignorecase"),
    PHONE("phone", "xsd:string", "varchar_ignorecase"),
    URL("url", "xsd:string", "varchar_ignorecase"),
    EMAIL("email", "xsd:string", "varchar_ignorecase"),
    PICKLIST("picklist", "xsd:string", "varchar_ignorecase"),
    BOOLEAN("boolean", "xsd:boolean", "boolean"),
    INT("int", "xsd:int", "int"),
    CURRENCY("currency", "xsd:double", "double precision"),
    DATETIME("datetime", "xsd:dateTime", "timestamp(0) with time zone");

    private final String describedAs;
    private final String soapType;
    private final String column;

    FieldType(String describedAs, String soapType, String column) {
        this.describedAs = describedAs;
        this.soapType = soapType;
        this.column = column;
    }

    String describedAs() {
        return describedAs;
    }

    String soapType() {
        return soapType;
    }

    String column() {
        return column;
    }

    boolean isText() {
        return soapType.equals("xsd:string");
    }

    boolean isNumber() {
        return this == INT || this == CURRENCY;
    }

    /**
     * Returns the value as the database takes it. Text loses the blanks around it, and empty text is no value, as in
     * Salesforce.
     *
     * @throws IllegalArgumentException if it is no value of this type
     */
    Object read(JsonNode value) {
        if (value.isNull() || value.isTextual() && value.asText().isBlank()) {
            return null;
        }
        if (value.isContainerNode()) {
            throw new IllegalArgumentException(value.toString());
        }
        String text = value.asText().strip();
        return switch (this) {
            case BOOLEAN -> bool(text);
            case INT -> new BigDecimal(text).intValueExact();
            case CURRENCY -> new BigDecimal(text).doubleValue();
            case DATETIME -> Times.read(text);
            case ID, REFERENCE -> Ids.valid(text).orElseThrow(() -> new IllegalArgumentException(text));
            default -> text;
        };
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** Returns what the API shows for a value from the database. */
    Object shown(Object stored) {
        return stored instanceof OffsetDateTime time ? Times.written(time.toInstant())
                : stored instanceof Instant time ? Times.written(time) : stored;
    }
}
