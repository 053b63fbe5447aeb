package io.syncbridge.runs.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a comparison is.
 *
 * @param systems how many systems are read
 * @param cursor where the next one's next page begins; {@code null} for its beginning
 * @param read how many records are read
 * @param things how many things there are; known when all systems are read
 * @param pass how often what differs was looked at
 * @param after the last thing that this pass looked at
 */
record Progress(int systems, String cursor, long read, long things, int pass, String after) {

    static Progress of(Map<String, Object> json) {
        return new Progress((int) number(json, "systems"), (String) json.get("cursor"), number(json, "read"),
                number(json, "things"), (int) number(json, "pass"), (String) json.getOrDefault("after", ""));
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("systems", systems);
        json.put("cursor", cursor);
        json.put("read", read);
        json.put("things", things);
        json.put("pass", pass);
        json.put("after", after);
        return json;
    }

    Progress read(String nextCursor, boolean systemDone, int records) {
        return new Progress(systemDone ? systems + 1 : systems, systemDone ? null : nextCursor, read + records, 0, 0, "");
    }

    Progress counted(long number) {
        return new Progress(systems, cursor, read, number, 1, "");
    }

    Progress lookedAt(String thing) {
        return new Progress(systems, cursor, read, things, pass, thing);
    }

    Progress nextPass() {
        return new Progress(systems, cursor, read, things, pass + 1, "");
    }

    /** After the last pass. */
    Progress over() {
        return new Progress(systems, cursor, read, things, Compare.PASSES + 1, "");
    }

    private static long number(Map<String, Object> json, String key) {
        return json.get(key) instanceof Number number ? number.longValue() : 0;
    }
}
