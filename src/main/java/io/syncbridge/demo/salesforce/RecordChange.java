package io.syncbridge.demo.salesforce;

import java.util.Map;

/**
 * One record's change, as change events tell of it.
 *
 * @param values the fields that got a value; empty for a delete
 */
record RecordChange(Kind kind, SObject object, String id, Map<String, Object> values) {

    enum Kind { CREATE, UPDATE, DELETE, UNDELETE }
}
