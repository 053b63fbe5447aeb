package io.syncbridge.store;

import io.syncbridge.model.CanonicalValue;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Thing;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Questions that only a person can answer. */
@Singleton
public class Reviews {

    public enum Kind {
        /** Two systems claim different values of a field. */
        CONFLICT,
        /** One system deleted what another edited. */
        DELETE,
        /** A record may belong to several things. */
        MATCH,
        /** A record is missing somewhere. */
        ORPHAN,
        /** Nothing was asked: a person gave a field's value. */
        EDIT,
        /** Nothing was asked: a run takes back what the bridge wrote. */
        UNDO
    }

    public enum State {
        OPEN,
        /** A person has answered; the answer waits for the pipeline. */
        ANSWERED,
        SETTLED,
        /** It became void by itself. */
        CLOSED
    }

    /** What one system claims; {@code recordId} and {@code time} where known. */
    public record Claimed(String system, String recordId, Object value, Instant time) {
    }

    /**
     * @param field the canonical field; {@link io.syncbridge.reconcile.Thing#RECORD} for the record as a whole
     * @param lastAgreed the value before the systems parted
     * @param answer what the person said: the value, or for a record {@code keep} or {@code delete}, or for a match the
     *     record that it is linked with, as {@code system/id}, or of an undo {@link #REMOVE} or {@link #RESTORE}
     * @param run the run that it belongs to; {@code null} for none
     */
    public record ReviewItem(long id, String sync, String syncId, String field, Kind kind, Object lastAgreed,
            List<Claimed> claims, String why, Instant openedAt, State state, Object answer, String settledBy,
            Instant settledAt, String note, Long run) {

        /** A review that belongs to no run. */
        public ReviewItem(long id, String sync, String syncId, String field, Kind kind, Object lastAgreed, List<Claimed> claims,
                String why, Instant openedAt, State state, Object answer, String settledBy, Instant settledAt, String note) {
            this(id, sync, syncId, field, kind, lastAgreed, claims, why, openedAt, state, answer, settledBy, settledAt, note, null);
        }

        /** Says whether it asks for a record to be taken away that the bridge has created. */
        public boolean isRemoval() {
            return kind == Kind.UNDO && REMOVE.equals(answer) && field.equals(Thing.RECORD);
        }

        /** Says whether the answer leaves no trace in the thing but by the write that it asks for, so that it counts until that is made. */
        public boolean isDoneByWriting() {
            return isRemoval() || kind == Kind.ORPHAN && KEEP.equals(answer);
        }

        /** Returns the record that an undo is about. */
        public RecordRef written() {
            return new RecordRef(claims.get(0).system(), claims.get(0).recordId());
        }

        /** Returns the record that the person chose to link with. */
        public Optional<RecordRef> linked() {
            return kind == Kind.MATCH ? candidate(answer) : Optional.empty();
        }

        /** Returns the record of a claim that is written as {@code system/id}. */
        public Optional<RecordRef> candidate(Object written) {
            return claims.stream().map(claim -> new RecordRef(claim.system(), claim.recordId()))
                    .filter(ref -> ref.toString().equals(written)).findFirst();
        }
    }

    /** The answer that lets a record live that is missing somewhere. */
    public static final String KEEP = "keep";
    /** The answer that takes one record away again; the claim says which. */
    public static final String REMOVE = "remove";
    /** The answer that lets a deleted thing live again. */
    public static final String RESTORE = "restore";

    private static final String SAME_QUESTION = """
            MERGE INTO review USING (SELECT * FROM <rows>) AS given ON review.sync_id = given.sync_id AND review.sync = :sync
                AND review.field = given.field""";

    /** What is asked about a thing. */
    public record Question(String syncId, String field) {
    }

    /** A question that became void. */
    public record Closed(Question question, String note) {
    }

    /** What is to be carried out by now. */
    static final String DUE = """
            state = 'ANSWERED'
            AND (run_id IS NULL OR run_id IN (SELECT id FROM run WHERE state IN ('WAITING', 'RUNNING', 'CANCELLED'))
                AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.sync_id = review.sync_id AND delivery.sync = review.sync
                    AND delivery.state = 'WAITING' AND delivery.due_at > :now))""";

    private final StoreDatabase database;

    public Reviews(StoreDatabase database) {
        this.database = database;
    }

    public void open(Collection<ReviewItem> reviews) {
        database.jdbi().useHandle(handle -> Columns.of(reviews).text("sync", ReviewItem::sync).text("sync_id", ReviewItem::syncId)
                .text("field", ReviewItem::field).text("kind", review -> review.kind().name())
                .text("agreed", review -> StoreJson.write(review.lastAgreed())).text("claims", review -> claims(review.claims()))
                .text("why", review -> Rows.words(review.why())).time("opened", ReviewItem::openedAt).execute(handle, """
                        INSERT INTO review (sync, sync_id, field, kind, last_agreed, claims, why, opened_at, state)
                        SELECT sync, sync_id, field, kind, agreed, claims, why, opened, 'OPEN' FROM <rows>"""));
    }

    /** Brings the claims of open reviews up to date. */
    public void update(String sync, Map<Question, List<Claimed>> claims) {
        database.jdbi().useHandle(handle -> questions(sync, claims.keySet()).text("claims", question -> claims(claims.get(question)))
                .execute(handle, SAME_QUESTION + " AND review.state = 'OPEN' WHEN MATCHED THEN UPDATE SET claims = given.claims"));
    }

    /** Lets what waits for a person be about fields under the names that they have now. @param renamed by the names before */
    public void rename(String sync, Map<String, String> renamed) {
        database.jdbi().useHandle(handle -> renamed.forEach((before, now) -> handle.createUpdate(
                "UPDATE review SET field = :now WHERE sync = :sync AND field = :before AND state IN ('OPEN', 'ANSWERED')")
                .bind("now", now).bind("sync", sync).bind("before", before).execute()));
    }

    /** Closes what is open about things' fields, because it became void; of two notes on one question the first counts. */
    public void close(String sync, Collection<Closed> closed, Instant now) {
        Map<Question, String> notes = closed.stream().collect(Collectors.toMap(Closed::question, Closed::note, (first, second) -> first));
        database.jdbi().useHandle(handle -> questions(sync, notes.keySet()).all("now", Rows.time(now))
                .text("note", question -> Rows.words(notes.get(question))).execute(handle, SAME_QUESTION + """
                         AND review.state IN ('OPEN', 'ANSWERED')
                        WHEN MATCHED THEN UPDATE SET state = 'CLOSED', note = given.note, settled_at = :now"""));
    }

    private static Columns<Question> questions(String sync, Collection<Question> questions) {
        return Columns.of(questions).all("sync", sync).text("sync_id", Question::syncId).text("field", Question::field);
    }

    /**
     * Notes a person's answer.
     *
     * @return whether the review was still open
     */
    public boolean answer(long id, Object answer, String person, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                UPDATE review SET state = 'ANSWERED', answer = :answer, settled_by = :person, settled_at = :now
                WHERE id = :id AND state = 'OPEN'""").bind("answer", StoreJson.write(new Object[] {answer}))
                .bind("person", person).bind("now", Rows.time(now)).bind("id", id).execute() == 1);
    }

    /** Notes values that a person gives to a thing's fields without having been asked; they are carried out like answers. */
    public void give(String sync, String syncId, Map<String, Object> values, String person, String why, Instant now) {
        database.jdbi().useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO review (sync, sync_id, field, kind, claims, why, opened_at, state, answer, settled_by, settled_at)
                    VALUES (:sync, :syncId, :field, 'EDIT', '[]', :why, :now, 'ANSWERED', :answer, :person, :now)""");
            values.forEach((field, value) -> batch.bind("sync", sync).bind("syncId", syncId).bind("field", field)
                    .bind("why", why).bind("now", Rows.time(now)).bind("answer", StoreJson.write(new Object[] {value}))
                    .bind("person", person).add());
            batch.execute();
        });
    }

    /**
     * Notes what a run takes back; it is carried out like answers, while the run goes on.
     *
     * @param items with the run, of kind {@link Kind#UNDO}; each claims what the bridge wrote
     */
    public void takeBack(Collection<ReviewItem> items) {
        if (items.isEmpty()) {
            return;
        }
        database.jdbi().useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO review (sync, sync_id, field, kind, claims, why, opened_at, state, answer, settled_by, settled_at,
                        run_id)
                    VALUES (:sync, :syncId, :field, 'UNDO', :claims, :why, :now, 'ANSWERED', :answer, :person, :now, :run)""");
            items.forEach(item -> batch.bind("sync", item.sync()).bind("syncId", item.syncId()).bind("field", item.field())
                    .bind("claims", claims(item.claims())).bind("why", Rows.words(item.why())).bind("now", Rows.time(item.openedAt()))
                    .bind("answer", StoreJson.write(new Object[] {item.answer()})).bind("person", item.settledBy())
                    .bind("run", item.run()).add());
            batch.execute();
        });
    }

    /** Returns how much of what the run takes back is still to be carried out. */
    public long waiting(long run) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT COUNT(*) FROM review WHERE run_id = :run AND state = 'ANSWERED'").bind("run", run).mapTo(Long.class).one());
    }

    /**
     * Returns answered reviews that the pipeline has to carry out, also those of a cancelled run that were begun; what failed
     * waits until it is due again.
     */
    public List<ReviewItem> answered(String sync, int limit, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM review WHERE sync = :sync AND %s ORDER BY id FETCH FIRST :limit ROWS ONLY""".formatted(DUE))
                .bind("sync", sync).bind("limit", limit).bind("now", Rows.time(now)).map((row, context) -> item(row)).list());
    }

    /** Returns the records that undo runs are taking away, also runs that are paused or have failed. */
    public List<RecordRef> takenAway(String sync) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT * FROM review WHERE sync = :sync AND state = 'ANSWERED' AND kind = 'UNDO'")
                .bind("sync", sync).map((row, context) -> item(row)).list()).stream().filter(ReviewItem::isRemoval)
                .map(ReviewItem::written).toList();
    }

    public void settled(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE review SET state = 'SETTLED' WHERE id = ANY(:ids)")
                    .bindArray("ids", Long.class, ids.toArray()).execute());
        }
    }

    /**
     * Gives an answer back that could not be carried out: the question is open again; what nobody asked is closed.
     *
     * @return whether it was still to be carried out
     */
    public boolean giveBack(long id, String note, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                UPDATE review SET state = 'OPEN', answer = NULL, settled_by = NULL, settled_at = NULL, note = :note
                WHERE id = :id AND state = 'ANSWERED' AND kind NOT IN ('EDIT', 'UNDO')""")
                .bind("note", Rows.words(note)).bind("id", id).execute()
                + handle.createUpdate("""
                UPDATE review SET state = 'CLOSED', note = :note, settled_at = :now
                WHERE id = :id AND state = 'ANSWERED' AND kind IN ('EDIT', 'UNDO')""")
                .bind("note", Rows.words(note)).bind("now", Rows.time(now)).bind("id", id).execute() == 1);
    }

    /** Forgets reviews that were over before {@code before}; returns how many. */
    public int forget(Instant before) {
        return database.jdbi().withHandle(handle -> handle.createUpdate(
                "DELETE FROM review WHERE state IN ('SETTLED', 'CLOSED') AND settled_at < :before")
                .bind("before", Rows.time(before)).execute());
    }

    /** What to look for; {@code null} anywhere stands for everything. */
    public record ReviewFilter(String sync, String syncId, String field, Kind kind, State state) {
    }

    /** Returns reviews, newest first; {@code null} stands for every sync or state. */
    public Page<ReviewItem> list(String sync, State state, Long beforeId, int size) {
        return list(new ReviewFilter(sync, null, null, null, state), beforeId, size);
    }

    public Page<ReviewItem> list(ReviewFilter filter, Long beforeId, int size) {
        List<ReviewItem> found = database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM review WHERE (CAST(:sync AS VARCHAR) IS NULL OR sync = :sync)
                AND (CAST(:syncId AS VARCHAR) IS NULL OR sync_id = :syncId)
                AND (CAST(:field AS VARCHAR) IS NULL OR field = :field)
                AND (CAST(:kind AS VARCHAR) IS NULL OR kind = :kind)
                AND (CAST(:state AS VARCHAR) IS NULL OR state = :state) AND id < :before
                ORDER BY id DESC FETCH FIRST :size ROWS ONLY""")
                .bind("sync", filter.sync()).bind("syncId", filter.syncId()).bind("field", filter.field())
                .bind("kind", filter.kind() == null ? null : filter.kind().name())
                .bind("state", filter.state() == null ? null : filter.state().name())
                .bind("before", beforeId == null ? Long.MAX_VALUE : beforeId).bind("size", size)
                .map((row, context) -> item(row)).list());
        return new Page<>(found, found.size() < size ? null : found.get(found.size() - 1).id());
    }

    public Optional<ReviewItem> find(long id) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM review WHERE id = :id").bind("id", id)
                .map((row, context) -> item(row)).findOne());
    }

    /** Returns how many are open, by sync. */
    public Map<String, Long> counts() {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT sync, COUNT(*) AS number FROM review WHERE state = 'OPEN' GROUP BY sync")
                .reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.put(row.getColumn("sync", String.class), row.getColumn("number", Long.class));
                    return counts;
                }));
    }

    private static String claims(List<Claimed> claims) {
        return StoreJson.write(claims.stream().map(claim -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("system", claim.system());
            json.put("recordId", claim.recordId());
            json.put("value", claim.value());
            json.put("time", claim.time() == null ? null : claim.time().toString());
            return json;
        }).toList());
    }

    private static List<Claimed> readClaims(String json) {
        return ((List<?>) StoreJson.read(json)).stream().map(item -> {
            Map<?, ?> claim = (Map<?, ?>) item;
            String time = (String) claim.get("time");
            return new Claimed((String) claim.get("system"), (String) claim.get("recordId"),
                    CanonicalValue.of(claim.get("value")), time == null ? null : Instant.parse(time));
        }).toList();
    }

    private static ReviewItem item(ResultSet row) throws SQLException {
        List<?> answer = (List<?>) StoreJson.read(row.getString("answer"));
        return new ReviewItem(row.getLong("id"), row.getString("sync"), row.getString("sync_id"), row.getString("field"),
                Kind.valueOf(row.getString("kind")), CanonicalValue.of(StoreJson.read(row.getString("last_agreed"))),
                readClaims(row.getString("claims")), row.getString("why"), Rows.time(row, "opened_at"),
                State.valueOf(row.getString("state")), answer == null ? null : CanonicalValue.of(answer.get(0)),
                row.getString("settled_by"), Rows.time(row, "settled_at"), row.getString("note"),
                row.getObject("run_id", Long.class));
    }
}
