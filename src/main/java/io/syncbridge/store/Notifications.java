package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What the receivers of notifications have been told. One instance at a time tells a receiver. */
@Singleton
public class Notifications {

    /**
     * @param sentAt when something was last sent; {@code null} for never
     * @param failures how often in a row sending has failed
     * @param failure why it failed the last time; {@code null} where it did not
     * @param dueAt when it is tried again; {@code null} where nothing failed
     */
    public record Receiver(String name, Instant sentAt, int failures, String failure, Instant dueAt) {
    }

    /**
     * What is, or was, the matter, and what the receiver knows of it.
     *
     * @param path the console's page
     * @param number how many of the kind there are
     * @param toldNumber how many the receiver knows of; {@code null} where it was told nothing
     * @param since when it was first seen
     * @param toldAt when the receiver was last told; {@code null} for never
     * @param overSince when it was first seen to be over; {@code null} while it is not
     */
    public record Notice(String topic, String subject, String text, String path, long number, Long toldNumber, Instant since,
            Instant toldAt, Instant overSince) {
    }

    private final StoreDatabase database;

    public Notifications(StoreDatabase database) {
        this.database = database;
    }

    /** Claims a receiver, or renews the claim; says whether it is the owner's to tell until the lease is over. */
    public boolean claim(String receiver, String owner, Instant now, Duration lease) {
        return Rows.claim(database.jdbi(), "notification_receiver", "receiver", receiver, owner, now, lease);
    }

    public void release(String owner) {
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE notification_receiver SET owner = NULL WHERE owner = :owner")
                .bind("owner", owner).execute());
    }

    public List<Receiver> receivers() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM notification_receiver ORDER BY receiver")
                .map((row, context) -> new Receiver(row.getString("receiver"), Rows.time(row, "sent_at"), row.getInt("failures"),
                        row.getString("failure"), Rows.time(row, "due_at"))).list());
    }

    public void sent(String receiver, Instant now) {
        database.jdbi().useHandle(handle -> handle.createUpdate("""
                UPDATE notification_receiver SET sent_at = :now, failures = 0, failure = NULL, due_at = NULL WHERE receiver = :receiver""")
                .bind("now", Rows.time(now)).bind("receiver", receiver).execute());
    }

    public void failed(String receiver, String why, Instant due) {
        database.jdbi().useHandle(handle -> handle.createUpdate("""
                UPDATE notification_receiver SET failures = failures + 1, failure = :why, due_at = :due WHERE receiver = :receiver""")
                .bind("why", Rows.words(why)).bind("due", Rows.time(due)).bind("receiver", receiver).execute());
    }

    public List<Notice> of(String receiver) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM notification WHERE receiver = :receiver")
                .bind("receiver", receiver).map((row, context) -> notice(row)).list());
    }

    /** Puts what is known of the receiver in the place of what was. */
    public void replace(String receiver, Collection<Notice> notices) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("DELETE FROM notification WHERE receiver = :receiver").bind("receiver", receiver).execute();
            notices.forEach(notice -> handle.createUpdate("""
                    INSERT INTO notification (receiver, topic, subject, text, path, number, told_number, since, told_at, over_since)
                    VALUES (:receiver, :topic, :subject, :text, :path, :number, :toldNumber, :since, :toldAt, :overSince)""")
                    .bind("receiver", receiver).bind("topic", notice.topic()).bind("subject", notice.subject())
                    .bind("text", Rows.words(notice.text())).bind("path", notice.path()).bind("number", notice.number())
                    .bind("toldNumber", notice.toldNumber()).bind("since", Rows.time(notice.since()))
                    .bind("toldAt", Rows.time(notice.toldAt())).bind("overSince", Rows.time(notice.overSince())).execute());
        });
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(row.getString("topic"), row.getString("subject"), row.getString("text"), row.getString("path"),
                row.getLong("number"), row.getObject("told_number", Long.class), Rows.time(row, "since"), Rows.time(row, "told_at"),
                Rows.time(row, "over_since"));
    }
}
