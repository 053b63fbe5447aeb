package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.connector.rest.Result;
import io.syncbridge.model.SyncAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Writes many records by jobs of the Bulk API 2.0, each record with its own outcome. Rows are known again by a value of their
 * own, the id or the external id, for Salesforce tells outcomes in any order; so what has none is not written here.
 */
final class BulkWriting {

    private static final Logger LOG = Logger.getLogger(BulkWriting.class);
    private static final int ROWS = 10_000;
    private static final int LARGEST = 50 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final OrgClient client;
    private final String object;
    private final String externalId;
    private final int threshold;

    /** @param externalId takes the sync id of what is created; {@code null} for none. @param threshold 0 for never */
    BulkWriting(OrgClient client, String object, String externalId, int threshold) {
        this.client = client;
        this.object = object;
        this.externalId = externalId;
        this.threshold = threshold;
    }

    /**
     * Writes what is many enough and fits into a table.
     *
     * @param open places in {@code writes}
     * @param results takes the results, at the same places
     * @return the places that are still open
     */
    List<Integer> write(SyncAction action, List<Map<String, Object>> writes, List<Integer> open, List<Map<String, Object>> results) {
        if (threshold == 0 || open.size() < threshold || action == SyncAction.CREATE && externalId == null) {
            return open;
        }
        var rows = new LinkedHashMap<String, Integer>();
        open.stream().filter(place -> fits(action, writes.get(place)))
                .forEach(place -> rows.putIfAbsent(key(action, writes.get(place)), place));
        for (List<Integer> part : Parts.of(new ArrayList<>(rows.values()), ROWS)) {
            job(action, writes, part, results);
        }
        return open.stream().filter(place -> results.get(place) == null).toList();
    }

    private static boolean fits(SyncAction action, Map<String, Object> write) {
        return key(action, write) != null && write.values().stream().allMatch(Csv::holds);
    }

    private static String key(SyncAction action, Map<String, Object> write) {
        Object key = write.get(action == SyncAction.CREATE ? ReportKeys.SYNC_ID : ReportKeys.ID);
        return key == null ? null : key.toString();
    }

    private String keyColumn(SyncAction action) {
        return action == SyncAction.CREATE ? externalId : "Id";
    }

    private void job(SyncAction action, List<Map<String, Object>> writes, List<Integer> part, List<Map<String, Object>> results) {
        List<Map<String, Object>> rows = part.stream().map(place -> row(action, writes.get(place))).toList();
        var columns = new LinkedHashSet<String>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        String csv = Csv.write(List.copyOf(columns), rows);
        if (csv.getBytes(StandardCharsets.UTF_8).length > LARGEST && part.size() > 1) {
            Parts.of(part, (part.size() + 1) / 2).forEach(half -> job(action, writes, half, results));
            return;
        }
        var places = new LinkedHashMap<String, Integer>();
        part.forEach(place -> places.put(key(action, writes.get(place)), place));
        try {
            BulkJob job = BulkJob.ingest(client, description(action));
            job.upload(csv);
            outcomes(job, action, writes, places, results);
        } catch (PassingException | OddAnswerException refused) {
            LOG.warnf("%d records of %s could not be written in bulk and are written in collections. %s", part.size(), object,
                    refused.getMessage());
        }
    }

    private Map<String, Object> description(SyncAction action) {
        var description = new LinkedHashMap<String, Object>(Map.of("object", object, "contentType", "CSV", "lineEnding", "LF"));
        description.put("operation", action == SyncAction.CREATE ? "upsert" : action.wireName());
        if (action == SyncAction.CREATE) {
            description.put("externalIdFieldName", externalId);
        }
        return description;
    }

    private Map<String, Object> row(SyncAction action, Map<String, Object> write) {
        var row = new LinkedHashMap<String, Object>();
        row.put(keyColumn(action), key(action, write));
        if (action != SyncAction.DELETE) {
            write.forEach((name, value) -> {
                if (!name.startsWith("@")) {
                    row.put(name, value);
                }
            });
        }
        return row;
    }

    /** A job that does not end is given up, and what it has done is told; to write a record once more does no harm. */
    private void outcomes(BulkJob job, SyncAction action, List<Map<String, Object>> writes, Map<String, Integer> places,
            List<Map<String, Object>> results) {
        try {
            BulkJob.State end = job.await(LONGEST);
            if (!end.isOver()) {
                job.abort();
            }
            tell(job, action, writes, places, results);
            if (!end.isComplete()) {
                LOG.warnf("%s ended as %s (%s). What it has not done is written in collections.", job, end.state(), end.why());
            }
        } catch (PassingException | OddAnswerException untold) {
            places.values().stream().filter(place -> results.get(place) == null).forEach(place -> results.set(place,
                    Result.passing("It is not known what became of the record in " + job + ". " + untold.getMessage(), null)));
        }
    }

    private void tell(BulkJob job, SyncAction action, List<Map<String, Object>> writes, Map<String, Integer> places,
            List<Map<String, Object>> results) throws PassingException, OddAnswerException {
        for (Map<String, String> row : Csv.read(job.table("successfulResults"))) {
            Integer place = places.get(row.get(keyColumn(action)));
            if (place != null) {
                results.set(place, Result.written(row.get("sf__Id")));
            }
        }
        for (Map<String, String> row : Csv.read(job.table("failedResults"))) {
            Integer place = places.get(row.get(keyColumn(action)));
            if (place != null) {
                results.set(place, Refused.result(List.of(SalesforceError.ofBulk(row.get("sf__Error"))), action, writes.get(place)));
            }
        }
    }
}
