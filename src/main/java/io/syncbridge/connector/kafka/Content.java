package io.syncbridge.connector.kafka;

import java.util.Map;

/**
 * What a message says of a record.
 *
 * @param operation create, update or delete
 * @param record its values, as far as they are told; of a deleted one what it was, if that is told
 * @param time when it happened, as the message writes it; {@code null} where it does not say
 * @param id the record's id where the message names it beside its key; {@code null} otherwise
 */
record Content(String operation, Map<String, Object> record, Object time, String id) {

    static final String DELETE = "delete";

    boolean isDelete() {
        return operation.equals(DELETE);
    }
}
