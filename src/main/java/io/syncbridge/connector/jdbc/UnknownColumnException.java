package io.syncbridge.connector.jdbc;

/** A name is none of a table's columns, as far as the table has been looked up. */
final class UnknownColumnException extends IllegalArgumentException {

    UnknownColumnException(String message) {
        super(message);
    }
}
