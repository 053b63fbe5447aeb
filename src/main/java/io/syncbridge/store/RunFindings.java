package io.syncbridge.store;

import io.syncbridge.model.RecordRef;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What runs found out, record by record. */
@Singleton
public class RunFindings {

    /**
     * @param no its place among the run's findings, from 1; given by the store
     * @param kind what it is, in one word of the run's kind: {@code create}, {@code paired}, {@code missing}
     * @param system where the record is, or would be; {@code null} where no single one is meant
     * @param recordId {@code null} where the record does not exist
     * @param syncId {@code null} where the record belongs to no thing
     * @param details JSON-shaped; under {@code fields}, by field, what it is about
     */
    public record Finding(long no, String kind, String system, String recordId, String syncId, Map<String, Object> details) {

        /** A finding about to be stored. @param record {@code null} where no single one is meant */
        public static Finding of(String kind, RecordRef record, String syncId, Map<String, Object> details) {
            return new Finding(0, kind, record == null ? null : record.system(), record == null ? null : record.recordId(), syncId,
                    details);
        }
    }

    private final StoreDatabase database;

    public RunFindings(StoreDatabase database) {
        this.database = database;
    }

    /** Stores findings behind those that the run has already. One thread at a time adds to a run. */
    public void add(long run, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        database.jdbi().useHandle(handle -> {
            long last = handle.createQuery("SELECT COALESCE(MAX(no), 0) FROM run_finding WHERE run_id = :run").bind("run", run)
                    .mapTo(Long.class).one();
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO run_finding (run_id, no, kind, system, record_id, sync_id, details)
                    VALUES (:run, :no, :kind, :system, :record, :syncId, :details)""");
            for (Finding finding : findings) {
                batch.bind("run", run).bind("no", ++last).bind("kind", finding.kind()).bind("system", finding.system())
                        .bind("record", finding.recordId()).bind("syncId", finding.syncId())
                        .bind("details", Rows.words(StoreJson.write(finding.details()))).add();
            }
            batch.execute();
        });
    }

    /**
     * Returns findings in their order.
     *
     * @param kind {@code null} for every kind
     * @param after the {@code next} of the page before; 0 for the first page
     */
    public Page<Finding> list(long run, String kind, long after, int size) {
        List<Finding> found = database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT * FROM run_finding WHERE run_id = :run AND no > :after" + (kind == null ? "" : " AND kind = :kind")
                        + " ORDER BY no FETCH FIRST :size ROWS ONLY")
                .bind("run", run).bind("after", after).bindMap(kind == null ? Map.of() : Map.of("kind", kind)).bind("size", size)
                .map((row, context) -> finding(row)).list());
        return new Page<>(found, found.size() < size ? null : found.get(found.size() - 1).no());
    }

    /** Returns how many findings of each kind the run has. */
    public Map<String, Long> counts(long run) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT kind, COUNT(*) AS number FROM run_finding WHERE run_id = :run GROUP BY kind").bind("run", run)
                .reduceRows(new TreeMap<>(), (counts, row) -> {
                    counts.put(row.getColumn("kind", String.class), row.getColumn("number", Long.class));
                    return counts;
                }));
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return new Finding(row.getLong("no"), row.getString("kind"), row.getString("system"), row.getString("record_id"),
                row.getString("sync_id"), StoreJson.readMap(row.getString("details")));
    }
}
