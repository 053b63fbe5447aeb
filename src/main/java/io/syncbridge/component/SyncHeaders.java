package io.syncbridge.component;

/** The message headers of the {@code sync} component; docs/component.md says what each means. */
public final class SyncHeaders {

    public static final String ACTION = "SyncAction";
    public static final String SYSTEM = "SyncSystem";
    public static final String CURSOR = "SyncCursor";
    public static final String FILTER = "SyncFilter";
    public static final String LIMIT = "SyncLimit";
    public static final String MORE = "SyncMore";
    public static final String SCAN_COMPLETE = "SyncScanComplete";
    public static final String CLOCK = "SyncClock";
    public static final String QUOTA = "SyncQuota";
    public static final String CURRENT = "SyncCurrent";
    public static final String WHOLE = "SyncWhole";
    public static final String OPERATION = "SyncOperation";
    public static final String RECORD_ID = "SyncRecordId";
    public static final String TIME = "SyncTime";
    public static final String VERSION = "SyncVersion";
    public static final String EVENT_ID = "SyncEventId";
    public static final String FORMER_ID = "SyncFormerId";
    public static final String HINT = "SyncHint";

    private SyncHeaders() {
    }
}
