package io.syncbridge.operate.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncbridge.store.SyncLog;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sync log as CSV (RFC 4180). */
final class LogCsv {

    static final String HEADER = "id,at,sync,sync id,source system,source record,target system,target record,operation,status,"
            + "fields,rule,error,event id,details\r\n";

    private static final String FORMULA = "=+-@\t\r";
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogCsv() {
    }

    static String line(SyncLog.Entry row) {
        return Stream.of(row.id(), row.at(), row.sync(), row.syncId(), row.sourceSystem(), row.sourceRecordId(),
                row.targetSystem(), row.targetRecordId(), row.operation(), row.status(), String.join(" ", row.fields()),
                row.rule(), row.error(), row.eventId(), json(row.details()))
                .map(cell -> cell == null ? "" : cell(cell.toString())).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** What a spreadsheet would take for a formula is marked as text. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static String json(Object details) {
        try {
            return details == null ? null : JSON.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
