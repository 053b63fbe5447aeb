package io.syncbridge.connector.jdbc;

import io.syncbridge.connector.jdbc.LogChanges.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows the keys of records through entries of a change log: over several changes, and keys that records take over from others.
 *
 * @param origins by the key that a record has now, the one that it had before the first of the entries; {@code null} for a
 *     record that is new
 * @param ended by their first keys, the entries that say that records were deleted after their keys had been changed
 */
record Renamings(Map<String, String> origins, Map<String, Entry> ended) {

    static Renamings of(List<Entry> entries) {
        Map<String, String> origins = new HashMap<>();
        Map<String, Entry> ended = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.formerId() != null) {
                String origin = origins.containsKey(entry.formerId()) ? origins.remove(entry.formerId()) : entry.formerId();
                origins.put(entry.recordId(), origin);
            } else if (entry.operation().equals("create")) {
                origins.put(entry.recordId(), null);
            } else if (entry.operation().equals("delete")) {
                String origin = origins.remove(entry.recordId());
                if (origin != null) {
                    ended.put(origin, entry);
                }
            }
        }
        return new Renamings(origins, ended);
    }

    /** Returns the key that a record had before; {@code null} where it is the same, or the record is new. */
    String formerId(String recordId) {
        String origin = origins.get(recordId);
        return recordId.equals(origin) ? null : origin;
    }

    /**
     * Returns the keys under which records should be by these entries and are not, each with the key before.
     *
     * @param there the keys of those that are
     */
    Map<String, String> lost(Set<String> there) {
        return origins.keySet().stream().filter(recordId -> formerId(recordId) != null && !there.contains(recordId))
                .collect(Collectors.toMap(recordId -> recordId, this::formerId));
    }
}
