package io.syncbridge.operate.console;

import io.syncbridge.store.SyncLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A row of the sync log and, told in words, what happened to each field. */
public record LogLine(SyncLog.Entry row, List<FieldStory> fields) {

    /**
     * @param before what was there; {@code null} where nothing was
     * @param after what is there now, or was kept
     * @param why where that value came from, or what became of the other one
     */
    public record FieldStory(String field, Object before, boolean changed, Object after, String why) {
    }

    static LogLine of(SyncLog.Entry row) {
        var fields = new ArrayList<FieldStory>();
        if (row.details() != null) {
            row.details().forEach((field, detail) -> fields.add(story(field, (Map<?, ?>) detail)));
        }
        return new LogLine(row, fields);
    }

    private static FieldStory story(String field, Map<?, ?> detail) {
        if (detail.get("kept") instanceof Map<?, ?> kept && detail.get("lost") instanceof Map<?, ?> lost) {
            return new FieldStory(field, lost.get("value"), true, kept.get("value"),
                    "kept " + claim(kept) + "; lost " + claim(lost));
        }
        if (detail.get("standing") instanceof Map<?, ?> standing && detail.get("challenger") instanceof Map<?, ?> challenger) {
            return new FieldStory(field, detail.get("lastAgreed"), false, null,
                    claim(standing) + " against " + claim(challenger));
        }
        String origin = detail.get("origin") == null ? "" : "from " + detail.get("origin") + time(detail.get("time"));
        String stored = detail.containsKey("stored") ? "; the system made it " + Shown.shown(detail.get("stored")) : "";
        return new FieldStory(field, detail.get("from"), detail.containsKey("from"), detail.get("to"), origin + stored);
    }

    private static String claim(Map<?, ?> claim) {
        return Shown.shown(claim.get("value")) + " of " + claim.get("system") + time(claim.get("time"));
    }

    private static String time(Object time) {
        return time == null ? "" : ", " + Objects.toString(time).replace('T', ' ').replaceAll("(\\.\\d+)?Z$", " UTC");
    }
}
