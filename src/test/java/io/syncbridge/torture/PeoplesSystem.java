package io.syncbridge.torture;

import java.util.List;
import java.util.Map;

/** A system as its people use it, with a journal of everything that happens in it. */
interface PeoplesSystem {

    String name();

    /** Creates a record; returns whether that was possible. */
    boolean create(Map<String, String> fields);

    /** Sets one field of the living record with that key; returns whether there was one. */
    boolean edit(String key, String field, String value);

    /** Deletes the living record with that key in the way that people do here; returns whether there was one. */
    boolean delete(String key);

    /** Brings a deleted record back, in the way that people do here; returns whether that was possible. */
    boolean restore(String key, Map<String, String> fields);

    /** Lets one record point to another one, or to none; returns whether both were there. */
    boolean adopt(String key, String parent);

    /** Returns the living records, with the fields that pass from record to record. */
    List<Map<String, String>> living();

    /** Returns everything that has happened, in its order. */
    List<Act> journal();
}
