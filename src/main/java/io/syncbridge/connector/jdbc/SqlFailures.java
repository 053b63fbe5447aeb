package io.syncbridge.connector.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Judges what databases say when something fails. */
final class SqlFailures {

    /** Connection lost, rolled back for others' sake, out of resources, in use, stopped by an operator, system error. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");
    /** Timeouts by JDBC's and H2's reckoning. */
    private static final Set<String> PASSING_STATES = Set.of("HYT00", "HYT01");
    /** MariaDB and MySQL give a lock timeout no state of its own. */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private SqlFailures() {
    }

    /** Says whether the same may succeed later without anybody's help. */
    static boolean isPassing(SQLException failure) {
        SQLException first = root(failure);
        String state = first.getSQLState() == null ? "" : first.getSQLState();
        return isPassingKind(failure) || isPassingKind(first)
                || PASSING_STATES.contains(state)
                || state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2))
                || state.equals("HY000") && first.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    private static boolean isPassingKind(SQLException failure) {
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException;
    }

    /** What the database said. */
    static String message(SQLException failure) {
        return root(failure).getMessage();
    }

    /** A failed batch hides the reason in the next exception. */
    private static SQLException root(SQLException failure) {
        return failure.getNextException() == null ? failure : root(failure.getNextException());
    }
}
