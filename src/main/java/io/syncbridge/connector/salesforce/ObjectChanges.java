package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.mapping.Filter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has changed: at first every record by its id, then what has a newer SystemModstamp, the recycle bin included. Each
 * poll looks back a little behind the newest change of the one before, for transactions that were committed late.
 */
final class ObjectChanges {

    /** @param more whether to ask again at once */
    record Page(List<Map<String, Object>> reports, String cursor, boolean more, boolean isScan) {
    }

    private static final int LARGEST = 2000;
    private static final int REMEMBERED = 2000;

    private final OrgClient client;
    private final ObjectFields fields;
    private final Duration overlap;
    private final BulkScan bulk;
    private final FilterSoql filter;

    /** @param bulkThreshold from how many records on a scan reads them in bulk; 0 for never */
    ObjectChanges(OrgClient client, ObjectFields fields, Duration overlap, int bulkThreshold) {
        this.client = client;
        this.fields = fields;
        this.overlap = overlap;
        this.bulk = new BulkScan(client, fields, bulkThreshold);
        this.filter = new FilterSoql(fields);
    }

    /**
     * @param text as the page before gave it; {@code null} for the first
     * @param filter what of a scan is wanted
     */
    Page page(String text, int limit, Filter filter) throws PassingException, OddAnswerException {
        ChangeCursor cursor = ChangeCursor.parse(text);
        int size = Math.min(limit, LARGEST);
        return cursor.isScan() ? scan(cursor, size, filter) : changes(cursor, size);
    }

    private Page scan(ChangeCursor cursor, int size, Filter filter) throws PassingException, OddAnswerException {
        Optional<BulkScan.Rows> rows = cursor.table() == null ? Optional.empty() : bulk.rows(cursor.table(), cursor.afterId(), size);
        if (rows.isPresent()) {
            return scanned(cursor, rows.get());
        }
        List<String> wanted = this.filter.conditions(filter);
        var conditions = new ArrayList<>(wanted);
        if (cursor.afterId() != null) {
            conditions.add("Id > " + Soql.text(cursor.afterId()));
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        Answer answer = query("SELECT " + String.join(",", fields.names()) + " FROM " + fields.object() + where + " ORDER BY Id LIMIT "
                + size, false, size);
        Instant since = cursor.since() == null ? client.now().minus(overlap).truncatedTo(ChronoUnit.SECONDS) : cursor.since();
        List<Map<String, Object>> reports = answer.records().stream().map(fields::report).toList();
        if (!answer.more()) {
            return new Page(reports, ChangeCursor.since(since).text(), false, true);
        }
        ChangeCursor.Table table = cursor.afterId() == null ? bulk.begin(id(answer.last()), wanted).orElse(null) : null;
        return new Page(reports, ChangeCursor.scan(since, id(answer.last()), table).text(), true, true);
    }

    private static Page scanned(ChangeCursor cursor, BulkScan.Rows rows) {
        List<Map<String, Object>> reports = rows.reports();
        String last = reports.isEmpty() ? cursor.afterId() : id(reports.get(reports.size() - 1));
        ChangeCursor next = rows.next() == null ? ChangeCursor.since(cursor.since())
                : ChangeCursor.scan(cursor.since(), last, rows.next());
        return new Page(reports, next.text(), rows.next() != null, true);
    }

    private Page changes(ChangeCursor cursor, int size) throws PassingException, OddAnswerException {
        String since = cursor.afterStamp() == null ? "SystemModstamp >= " + cursor.since()
                : "(SystemModstamp > " + cursor.afterStamp() + " OR (SystemModstamp = " + cursor.afterStamp() + " AND Id > "
                        + Soql.text(cursor.afterId()) + "))";
        Answer answer = query("SELECT " + String.join(",", fields.names()) + ",IsDeleted FROM " + fields.object() + " WHERE " + since
                + " ORDER BY SystemModstamp, Id LIMIT " + size, true, size);
        var reports = new ArrayList<Map<String, Object>>();
        var gone = new ArrayList<>(cursor.gone());
        for (Map<?, ?> record : answer.records()) {
            if (!Boolean.TRUE.equals(record.get("IsDeleted"))) {
                reports.add(fields.report(record));
            } else if (!gone.contains(id(record))) {
                gone.add(id(record));
                reports.add(Map.of(ReportKeys.ID, id(record), ReportKeys.OPERATION, "delete", ReportKeys.TIME,
                        record.get("SystemModstamp")));
            }
        }
        return new Page(reports, next(cursor, answer, gone).text(), answer.more(), false);
    }

    private ChangeCursor next(ChangeCursor cursor, Answer answer, List<String> gone) {
        Instant newest = answer.records().isEmpty() ? cursor.since() : ObjectFields.stamp(answer.last());
        if (answer.more()) {
            return ChangeCursor.after(cursor.since(), newest, id(answer.last()), gone);
        }
        Instant since = newest.minus(overlap);
        boolean moved = since.isAfter(cursor.since());
        List<String> remembered = gone.subList(Math.max(0, gone.size() - REMEMBERED), gone.size());
        return ChangeCursor.since(moved ? since : cursor.since(), remembered);
    }

    private Answer query(String soql, boolean all, int size) throws PassingException, OddAnswerException {
        Map<?, ?> answer = client.query(soql, all).orThrow().object();
        var records = new ArrayList<Map<?, ?>>();
        if (answer.get("records") instanceof List<?> list) {
            list.stream().filter(Map.class::isInstance).forEach(record -> records.add((Map<?, ?>) record));
        }
        return new Answer(records, records.size() >= size || Boolean.FALSE.equals(answer.get("done")));
    }

    /** @param more whether there are records behind the last one */
    private record Answer(List<Map<?, ?>> records, boolean more) {

        Map<?, ?> last() {
            return records.get(records.size() - 1);
        }
    }

    private static String id(Map<?, ?> record) {
        return String.valueOf(record.get("Id"));
    }
}
