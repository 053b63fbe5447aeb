package io.syncbridge.runs;

import io.syncbridge.component.Page;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a run has read the systems, one after the other.
 *
 * @param done how many systems it has read to the end
 * @param cursor where the next page of the system under way begins; {@code null} at its start
 * @param read how many records it has read
 */
record ScanProgress(int done, String cursor, long read) {

    static ScanProgress of(Map<String, Object> progress) {
        return new ScanProgress(number(progress.get("systems")).intValue(), (String) progress.get("cursor"),
                number(progress.get("read")).longValue());
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("systems", done);
        json.put("cursor", cursor);
        json.put("read", read);
        return json;
    }

    boolean isThrough(ScanParameters parameters) {
        return done >= parameters.from().size();
    }

    String system(ScanParameters parameters) {
        return parameters.from().get(done);
    }

    /** A complete scan may go on as a log of changes, which are the live pipeline's business. */
    ScanProgress after(Page page) {
        boolean last = !page.more() || page.scanComplete();
        return new ScanProgress(last ? done + 1 : done, last ? null : page.cursor(), read + page.changes().size());
    }

    private static Number number(Object json) {
        return json instanceof Number number ? number : 0;
    }
}
