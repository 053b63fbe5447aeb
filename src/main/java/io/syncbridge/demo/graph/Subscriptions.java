package io.syncbridge.demo.graph;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The subscriptions that are kept; those that have expired are gone. */
class Subscriptions {

    private final Jdbi jdbi;
    private final GraphClock clock;

    Subscriptions(Jdbi jdbi, GraphClock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    List<Subscription> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from graph_subscription where expires > :now order by id")
                .bind("now", at(clock.now())).map((row, context) -> subscription(row)).list());
    }

    List<Subscription> to(String list) {
        return all().stream().filter(subscription -> subscription.list().equals(list)).toList();
    }

    Optional<Subscription> find(String id) {
        return all().stream().filter(subscription -> subscription.id().equals(id)).findFirst();
    }

    /** Keeps a subscription, in the place of the one of the same id if there is one. */
    void put(Subscription subscription) {
        jdbi.useHandle(handle -> handle.createUpdate("merge into graph_subscription (id, list, expires, body)"
                        + " values (:id, :list, :expires, :body)")
                .bind("id", subscription.id()).bind("list", subscription.list()).bind("expires", at(subscription.expires()))
                .bind("body", Json.write(subscription.wish())).execute());
    }

    void remove(String id) {
        jdbi.useHandle(handle -> handle.execute("delete from graph_subscription where id = ?", id));
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(row.getString("id"), row.getString("list"), row.getObject("expires", OffsetDateTime.class).toInstant(),
                Json.parse(row.getString("body")));
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
