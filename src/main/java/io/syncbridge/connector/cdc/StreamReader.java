package io.syncbridge.connector.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Somebody who reads the changes of one table from a database's stream. */
public interface StreamReader {

    /** Returns the name that people know it by. */
    String name();

    /**
     * Returns the table.
     *
     * @throws IllegalArgumentException if the table cannot be streamed or is not as it should be, with the cure
     */
    TableName table(Connection connection) throws SQLException;

    /** Returns how far the stream has been taken in; empty before the first time. */
    Optional<String> position() throws Exception;

    /**
     * Takes changes in, all or none, and notes how far they reach.
     *
     * @param position {@code null} where that is not known
     * @throws IllegalArgumentException if the table is not as it should be, so that only this reader stops
     */
    void take(List<RowChange> changes, String position) throws Exception;

    /** Has the next poll go through all records, and notes from where the stream is taken in. */
    void scanAnew(String position) throws Exception;

    /** Asks for a poll, which is made in the background. */
    void poll();
}
