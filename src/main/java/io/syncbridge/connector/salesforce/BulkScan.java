package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads a large scan from the table of a query job of the Bulk API 2.0, five thousand records in a request. The table is in the
 * order of the ids, so that a scan whose job is gone goes on without it.
 */
final class BulkScan {

    private static final Logger LOG = Logger.getLogger(BulkScan.class);
    private static final int ROWS = 5000;
    private static final int NO_CONTENT = 204;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** @param next where the rows behind these are; {@code null} if these are the last */
    record Rows(List<Map<String, Object>> reports, ChangeCursor.Table next) {
    }

    /** @param next the locator of the part behind this one; {@code null} for none */
    private record Part(ChangeCursor.Table place, List<Map<String, Object>> reports, String next) {
    }

    private final OrgClient client;
    private final ObjectFields fields;
    private final int threshold;
    private volatile Part read = new Part(null, List.of(), null);

    /** @param threshold 0 for never */
    BulkScan(OrgClient client, ObjectFields fields, int threshold) {
        this.client = client;
        this.fields = fields;
        this.threshold = threshold;
    }

    /**
     * Has the records behind one put into a table, if they are many enough.
     *
     * @param wanted conditions that the records have to meet
     */
    Optional<ChangeCursor.Table> begin(String afterId, List<String> wanted) throws PassingException, OddAnswerException {
        if (threshold == 0) {
            return Optional.empty();
        }
        String rest = " FROM " + fields.object() + " WHERE " + String.join("", wanted.stream().map(condition -> condition + " AND ").toList())
                + "Id > " + Soql.text(afterId);
        Object count = client.query("SELECT COUNT()" + rest, false).orThrow().object().get("totalSize");
        if (!(count instanceof Number number) || number.longValue() < threshold) {
            return Optional.empty();
        }
        try {
            String job = BulkJob.createQuery(client, "SELECT " + String.join(",", fields.names()) + rest + " ORDER BY Id");
            return Optional.of(new ChangeCursor.Table(job, null));
        } catch (OddAnswerException refused) {
            LOG.warnf("The %s records of %s are read page by page, for Salesforce takes no query job. %s", count, fields.object(),
                    refused.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Returns the rows behind a record; empty if the table cannot be read.
     *
     * @param place as {@link #begin} or the rows before said
     */
    Optional<Rows> rows(ChangeCursor.Table place, String afterId, int size) throws PassingException {
        try {
            if (!place.equals(read.place())) {
                read = part(place);
            }
        } catch (OddAnswerException gone) {
            LOG.warnf("The scan of %s goes on page by page. %s", fields.object(), gone.getMessage());
            return Optional.empty();
        }
        Part part = read;
        int from = from(part, afterId);
        int to = Math.min(part.reports().size(), from + size);
        ChangeCursor.Table behind = part.next() == null ? null : new ChangeCursor.Table(place.job(), part.next());
        return Optional.of(new Rows(part.reports().subList(from, to), to < part.reports().size() ? place : behind));
    }

    private static int from(Part part, String afterId) {
        for (int i = 0; i < part.reports().size(); i++) {
            if (afterId.equals(part.reports().get(i).get("Id"))) {
                return i + 1;
            }
        }
        return 0;
    }

    private Part part(ChangeCursor.Table place) throws PassingException, OddAnswerException {
        BulkJob job = BulkJob.query(client, place.job());
        if (place.locator() == null) {
            BulkJob.State end = job.await(LONGEST);
            if (!end.isComplete()) {
                throw new OddAnswerException(job + " ended as " + end.state() + " (" + end.why() + ").");
            }
        }
        Reply reply = job.table("results?maxRecords=" + ROWS + (place.locator() == null ? "" : "&locator=" + place.locator()));
        if (reply.status() == NO_CONTENT) {
            throw new OddAnswerException(job + " has no table.");
        }
        var reports = new ArrayList<Map<String, Object>>();
        for (Map<String, String> row : Csv.read(reply)) {
            reports.add(fields.reportOfRow(row));
        }
        return new Part(place, reports, reply.locator());
    }
}
