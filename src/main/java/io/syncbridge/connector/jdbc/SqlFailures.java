package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Refusal;
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

    /** By SQLSTATE in PostgreSQL and H2. */
    private static final Set<String> UNIQUE = Set.of("23505", "23P01");
    private static final Set<String> REFERENCE = Set.of("23503", "23506", "23001");
    /** By number in MariaDB and MySQL, which give all constraints one SQLSTATE. */
    private static final Set<Integer> UNIQUE_NUMBERS = Set.of(1062, 1169, 1586);
    private static final Set<Integer> REFERENCE_NUMBERS = Set.of(1216, 1217, 1451, 1452);
    private static final Set<Integer> PERMISSION_NUMBERS = Set.of(1142, 1143, 1227, 1370);
    /** Truncated, incorrect, and no default. */
    private static final Set<Integer> VALUE_NUMBERS = Set.of(1265, 1366, 1364, 3819, 4025);

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

    /** Says why the database refused one record. */
    static Refusal kind(SQLException failure) {
        if (isPassing(failure)) {
            return Refusal.PASSING;
        }
        SQLException first = root(failure);
        String state = first.getSQLState() == null ? "" : first.getSQLState();
        if (UNIQUE.contains(state) || UNIQUE_NUMBERS.contains(first.getErrorCode())) {
            return Refusal.UNIQUE;
        }
        if (REFERENCE.contains(state) || REFERENCE_NUMBERS.contains(first.getErrorCode())) {
            return Refusal.REFERENCE;
        }
        if (state.equals("42501") || PERMISSION_NUMBERS.contains(first.getErrorCode())) {
            return Refusal.PERMISSION;
        }
        return state.startsWith("22") || state.startsWith("23") || VALUE_NUMBERS.contains(first.getErrorCode()) ? Refusal.FIELD
                : Refusal.RECORD;
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
