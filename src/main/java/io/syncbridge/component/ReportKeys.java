package io.syncbridge.component;

/** The keys that records, writes and results carry beside a system's own fields; see docs/component.md. */
public final class ReportKeys {

    public static final String ID = "@id";
    public static final String OPERATION = "@operation";
    public static final String TIME = "@time";
    public static final String VERSION = "@version";
    public static final String EVENT_ID = "@eventId";
    public static final String FORMER_ID = "@formerId";
    public static final String HINT = "@hint";
    public static final String SYNC_ID = "@syncId";
    public static final String PARTS = "@parts";
    public static final String BEFORE = "@before";
    public static final String AFTER = "@after";
    public static final String DECIDED = "@decided";
    public static final String STATUS = "@status";
    public static final String ERROR = "@error";
    public static final String PASSING = "@passing";
    public static final String KIND = "@kind";
    public static final String FIELDS = "@fields";
    public static final String PROBLEM = "@problem";
    public static final String READ_LATER = "@readLater";
    public static final String CHANGED = "@changed";
    public static final String RETRY_AFTER = "@retryAfter";

    private ReportKeys() {
    }
}
