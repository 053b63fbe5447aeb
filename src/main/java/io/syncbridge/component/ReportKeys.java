package io.syncbridge.component;

/** The keys that stand in a record or result beside the system's own fields; {@code docs/component.md} explains them. */
public final class ReportKeys {

    public static final String ID = "@id";
    public static final String OPERATION = "@operation";
    public static final String TIME = "@time";
    public static final String VERSION = "@version";
    public static final String EVENT_ID = "@eventId";
    public static final String HINT = "@hint";
    public static final String SYNC_ID = "@syncId";
    public static final String STATUS = "@status";
    public static final String ERROR = "@error";
    public static final String PASSING = "@passing";
    public static final String RETRY_AFTER = "@retryAfter";

    private ReportKeys() {
    }
}
