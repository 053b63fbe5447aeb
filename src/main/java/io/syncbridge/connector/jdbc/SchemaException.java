package io.syncbridge.connector.jdbc;

import java.sql.SQLTransientException;

/** A table is not as it was before, and may be so again: a trouble of the one route that needs it, and not of its database. */
final class SchemaException extends SQLTransientException {

    SchemaException(String message, Throwable cause) {
        super(message.replaceFirst("\\.$", "") + ". It was as it should be before; this sync waits until it is so again.", cause);
    }
}
