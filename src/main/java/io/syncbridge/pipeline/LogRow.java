package io.syncbridge.pipeline;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.Status;
import java.util.List;
import java.util.Map;

/** One row of the sync log in the making. */
final class LogRow {

    private final Batch batch;
    private final String syncId;
    private final Status status;
    private String sourceSystem;
    private String sourceRecordId;
    private String targetSystem;
    private String targetRecordId;
    private Operation operation;
    private Map<String, Object> details = Map.of();
    private String rule;
    private String error;
    private String eventId;

    /** @param syncId {@code null} for a record that belongs to no thing yet */
    LogRow(Batch batch, String syncId, Status status) {
        this.batch = batch;
        this.syncId = syncId;
        this.status = status;
    }

    LogRow from(RecordRef source) {
        if (source != null) {
            sourceSystem = source.system();
            sourceRecordId = source.recordId();
        }
        return this;
    }

    LogRow to(RecordRef target) {
        return target == null ? this : to(target.system(), target.recordId());
    }

    /** @param recordId {@code null} where the record does not exist yet */
    LogRow to(String system, String recordId) {
        targetSystem = system;
        targetRecordId = recordId;
        return this;
    }

    LogRow operation(Operation value) {
        operation = value;
        return this;
    }

    LogRow details(Map<String, Object> value) {
        details = value;
        return this;
    }

    LogRow because(String value) {
        rule = value;
        return this;
    }

    LogRow error(String value) {
        error = value;
        return this;
    }

    /** Names the report that caused it. */
    LogRow causedBy(RecordRef ref) {
        var cause = ref == null ? null : batch.causes.get(ref);
        eventId = cause == null ? null : cause.eventId();
        return this;
    }

    SyncLog.Entry entry() {
        return new SyncLog.Entry(0, batch.now(), batch.sync(), syncId, sourceSystem, sourceRecordId, targetSystem,
                targetRecordId, operation, status, List.copyOf(details.keySet()), details, rule, error, eventId,
                batch.runOf(syncId, sourceSystem == null ? null : new RecordRef(sourceSystem, sourceRecordId)));
    }
}
