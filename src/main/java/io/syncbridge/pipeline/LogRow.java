package io.syncbridge.pipeline;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.Status;
import java.util.List;
import java.util.Map;

/** One row of the sync log in the making. */
final class LogRow {

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
    private RecordRef cause;

    /** @param syncId {@code null} for a record that belongs to no thing yet */
    LogRow(String syncId, Status status) {
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

    /** Names the record whose report caused it, which is its source unless another one is. */
    LogRow causedBy(RecordRef ref) {
        cause = ref;
        return from(ref);
    }

    SyncLog.Entry entry(Account.Context context) {
        return new SyncLog.Entry(0, context.now(), context.sync(), syncId, sourceSystem, sourceRecordId, targetSystem,
                targetRecordId, operation, status, List.copyOf(details.keySet()), details, rule, error,
                cause == null ? null : context.eventOf().apply(cause), context.runOf().apply(syncId,
                        sourceSystem == null ? null : new RecordRef(sourceSystem, sourceRecordId)));
    }
}
