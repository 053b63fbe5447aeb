package io.syncbridge.runs;

import io.syncbridge.definition.SyncDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run that reads whole systems can be asked with.
 *
 * @param from the systems to read, in this order
 * @param where which records are meant
 * @param rate the most records in a second; 0 for no limit
 */
record ScanParameters(List<String> from, Where where, int rate) {

    private static final List<String> KEYS = List.of("from", "where", "rate");

    /** @throws BadRunException saying what is wrong and what is allowed */
    static ScanParameters read(SyncDefinition sync, Map<String, Object> asked) {
        asked.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new BadRunException("There is no parameter '" + key + "'. There are: " + String.join(", ", KEYS) + ".");
        });
        return new ScanParameters(from(sync, asked.get("from")), Where.read(sync, asked.get("where")), rate(asked.get("rate")));
    }

    /** Reads what {@link #json} made. */
    static ScanParameters of(Map<String, Object> parameters) {
        var from = new ArrayList<String>();
        ((List<?>) parameters.get("from")).forEach(system -> from.add(system.toString()));
        Object rate = parameters.get("rate");
        return new ScanParameters(from, Where.of(parameters.get("where")), rate == null ? 0 : ((Number) rate).intValue());
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("from", from);
        if (!where.isEmpty()) {
            json.put("where", where.values());
        }
        if (rate > 0) {
            json.put("rate", rate);
        }
        return json;
    }

    /** Returns how many records to ask for at once. */
    int page(int most) {
        return rate == 0 ? most : Math.min(most, rate);
    }

    /** Returns how long to wait after so many records. */
    Duration rest(int records) {
        return rate == 0 ? Duration.ZERO : Duration.ofMillis(records * 1000L / rate);
    }

    private static List<String> from(SyncDefinition sync, Object asked) {
        List<String> sources = sync.systems().keySet().stream().filter(sync.policy().sources()::contains).toList();
        List<String> named = asked == null ? sources : asked instanceof List<?> list
                ? list.stream().map(String::valueOf).distinct().toList() : List.of(asked.toString());
        named.stream().filter(system -> !sources.contains(system)).findFirst().ifPresent(system -> {
            throw new BadRunException("'" + system + "' is no source of " + sync.name() + ". Its sources are: "
                    + String.join(", ", sources) + ".");
        });
        return named.isEmpty() ? sources : named;
    }

    private static int rate(Object asked) {
        if (asked == null) {
            return 0;
        }
        try {
            int rate = Integer.parseInt(asked.toString().trim());
            if (rate > 0) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // told below, as one that is too small
        }
        throw new BadRunException("rate=" + asked + " is no number of records in a second; write a whole number from 1.");
    }
}
