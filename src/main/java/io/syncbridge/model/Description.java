package io.syncbridge.model;

import java.util.List;
import java.util.Map;

/**
 * A system's own description of its records, as far as it can give one.
 *
 * @param fields what a record holds; empty where the system does not say
 * @param refused the actions that the account may not take, with the system's reason
 */
public record Description(List<Field> fields, Map<SyncAction, String> refused) {

    /** What is known of a system that says nothing of itself. */
    public static final Description NONE = new Description(List.of(), Map.of());

    public Description {
        fields = List.copyOf(fields);
        refused = Map.copyOf(refused);
    }

    /** The kind of values that a field can hold. */
    public enum Holds {
        TEXT, NUMBER, BOOLEAN, DATE, DATETIME,
        /** Lists and objects. */
        DOCUMENT,
        /** Values of which nothing more is known. */
        ANYTHING
    }

    /**
     * A field of the system's records.
     *
     * @param name as records spell it
     * @param type in the system's own words
     * @param length the most characters; {@code null} where there is no limit, or none is known
     * @param needed whether a new record must be given a value, which nothing else fills in
     * @param writable whether values can be given to it
     * @param unusable why no record shows it, with the cure; {@code null} where records do
     */
    public record Field(String name, String type, Holds holds, Integer length, boolean needed, boolean writable, String unusable) {
    }
}
