package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row as a record.
 *
 * @param values the record, by column name
 * @param version a hash of {@code values}: equal for equal values, whichever way they were read
 * @param time the modified time; {@code null} where the table or the row has none
 */
record Row(String id, Map<String, Object> values, String version, Instant time) {

    private static final int VERSION_BYTES = 16;

    /** Reads a result's current row, which holds the table's selected columns in their order. */
    static Row read(Table table, ResultSet result) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        Instant time = null;
        for (int i = 0; i < table.selected().size(); i++) {
            Column column = table.selected().get(i);
            Object value = column.type().read(result, i + 1);
            values.put(column.name(), column.toRecord(value));
            if (column.equals(table.modified())) {
                time = column.toInstant(value);
            }
        }
        return new Row(RecordId.join(table.keyIn(values)), values, version(values), time);
    }

    /** The record with its report keys. */
    Map<String, Object> report() {
        var report = new LinkedHashMap<>(values);
        report.put(ReportKeys.ID, id);
        report.put(ReportKeys.VERSION, version);
        if (time != null) {
            report.put(ReportKeys.TIME, time.toString());
        }
        return report;
    }

    private static String version(Map<String, Object> values) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.write(values).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
