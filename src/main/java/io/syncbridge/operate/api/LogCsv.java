package io.syncbridge.operate.api;

import io.syncbridge.store.SyncLog;

/** The sync log as CSV (RFC 4180). */
final class LogCsv {

    static final String HEADER = "id,at,sync,sync id,source system,source record,target system,target record,operation,status,"
            + "fields,rule,error,event id,details\r\n";

    private LogCsv() {
    }

    static String line(SyncLog.Entry row) {
        return Csv.line(row.id(), row.at(), row.sync(), row.syncId(), row.sourceSystem(), row.sourceRecordId(),
                row.targetSystem(), row.targetRecordId(), row.operation(), row.status(), String.join(" ", row.fields()),
                row.rule(), row.error(), row.eventId(), Csv.json(row.details()));
    }
}
