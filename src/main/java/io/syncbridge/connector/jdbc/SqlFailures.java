package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Refusal;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Judges what databases say when something fails: one table for the SQLSTATEs and the codes that have none of their own. */
final class SqlFailures {

    /** By SQLSTATE, or its class where that decides; of PostgreSQL, MariaDB, MySQL and H2. */
    private static final Map<String, Refusal> BY_STATE = table(
            // away, rolled back for others' sake, out of resources, in use, stopped by an operator, timeouts
            Refusal.PASSING, "08", "40", "53", "55", "57", "58", "70", "HYT01", "25006", "25P02", "26", "28", "3D000",
            "90020", "90039", "90067", "90097", "90098", "90108", "90121",
            // locked by others
            Refusal.BUSY, "40001", "40P01", "55006", "55P03", "HYT00", "90131",
            Refusal.FIELD, "22", "23502", "23514", "23507", "23513", "428C9", "01000", "44000",
            Refusal.UNIQUE, "23505", "23P01",
            Refusal.REFERENCE, "23001", "23503", "23506",
            Refusal.PERMISSION, "42501", "0L", "0P", "90096",
            Refusal.RECORD, "21", "23", "27", "38", "39", "40002", "45", "54", "55000", "P0", "09",
            Refusal.OURS, "0A", "25", "34", "3F", "42", "HY");

    /** By MariaDB's and MySQL's codes, where their SQLSTATE says less or something else. */
    private static final Map<String, Refusal> BY_CODE = table(
            Refusal.PASSING, "1021", "1037", "1038", "1040", "1041", "1053", "1114", "1203", "1206", "1290", "1317", "1412",
            "1615", "1836", "1927", "1969", "3024",
            Refusal.BUSY, "1205", "1213", "3572",
            Refusal.QUOTA, "1226",
            Refusal.FIELD, "1048", "1263", "1264", "1265", "1292", "1364", "1366", "1406", "1411", "3140", "3819", "4025",
            Refusal.UNIQUE, "1062", "1169", "1586",
            Refusal.REFERENCE, "1216", "1217", "1451", "1452",
            Refusal.PERMISSION, "1044", "1142", "1143", "1227", "1370",
            Refusal.RECORD, "1118", "1153", "1301", "1369", "1644");

    /** PostgreSQL's state for a table that is not there. */
    static final String TABLE_CHANGED = "42P01";

    /** PostgreSQL's state for a value of another type than its column. */
    static final String TYPE_CHANGED = "42804";

    /** A table or column is not as it was when the statement was made, or the statement is no longer known. */
    private static final Set<String> SCHEMA_CHANGED = Set.of("42703", TABLE_CHANGED, "26000", "42S02", "42S03", "42S04", "42S22", "42102", "42103",
            "42104", "42122", "90079", "3F000",
            // a type is gone, or a column is of another one
            "42704", TYPE_CHANGED, "42883");
    private static final Set<Integer> SCHEMA_CHANGED_CODES = Set.of(1054, 1146, 1412, 1615);

    private SqlFailures() {
    }

    /** Says why a database refused something. */
    static Refusal kind(SQLException failure) {
        SQLException first = root(failure);
        Refusal byCode = isOfMariaDb(first) ? BY_CODE.get(String.valueOf(first.getErrorCode())) : null;
        if (byCode != null) {
            return byCode;
        }
        String state = first.getSQLState() == null ? "" : first.getSQLState();
        if (BY_STATE.containsKey(state)) {
            return BY_STATE.get(state);
        }
        if (isPassingKind(failure) || isPassingKind(first)) {
            return Refusal.PASSING;
        }
        return state.length() != 5 ? Refusal.RECORD : BY_STATE.getOrDefault(state.substring(0, 2), Refusal.RECORD);
    }

    /** Says whether the same may succeed later without anybody's help. */
    static boolean isPassing(SQLException failure) {
        return kind(failure).isPassing();
    }

    /** Says whether the database's tables are not what they were when the statement was made. */
    static boolean isOfSchema(SQLException failure) {
        SQLException first = root(failure);
        String state = first.getSQLState() == null ? "" : first.getSQLState();
        return SCHEMA_CHANGED.contains(state)
                || isOfMariaDb(first) && SCHEMA_CHANGED_CODES.contains(first.getErrorCode())
                || state.equals("0A000") && String.valueOf(first.getMessage()).contains("cached plan");
    }

    /** What the database said. */
    static String message(SQLException failure) {
        return root(failure).getMessage();
    }

    /** A failed batch hides the reason in the next exception. */
    static SQLException root(SQLException failure) {
        return failure.getNextException() == null ? failure : root(failure.getNextException());
    }

    /** PostgreSQL has no codes beside the states, and H2's have five digits. */
    private static boolean isOfMariaDb(SQLException failure) {
        return failure.getErrorCode() >= 1000 && failure.getErrorCode() < 5000;
    }

    private static boolean isPassingKind(SQLException failure) {
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException;
    }

    private static Map<String, Refusal> table(Object... kindsAndKeys) {
        var table = new HashMap<String, Refusal>();
        Refusal kind = null;
        for (Object each : kindsAndKeys) {
            if (each instanceof Refusal next) {
                kind = next;
            } else {
                table.put((String) each, kind);
            }
        }
        return Map.copyOf(table);
    }
}
