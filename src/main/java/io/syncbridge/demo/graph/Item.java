package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An item of a list, or one of its versions.
 *
 * @param fields the values of the list's own columns, by field name, as they are kept
 * @param change grows with every change of any item; orders the delta
 */
record Item(String list, long id, String guid, int version, Instant created, Instant modified, int author, int editor,
        ObjectNode fields, boolean deleted, long change) {

    String etag() {
        return "\"" + guid + "," + version + "\"";
    }
}
