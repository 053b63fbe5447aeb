package io.syncbridge.connector.jdbc;

import io.github.resilience4j.core.IntervalFunction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits on a connection of its own for PostgreSQL to say that a change log has new entries, and runs a callback:
 * once for however many notifications are there, and once after each connect, as some may have been missed. A lost
 * connection is made anew, at growing intervals.
 */
final class ChangeLogListener implements Runnable {

    /** Opens the connection. */
    interface Connector {

        Connection connect() throws SQLException;
    }

    /** Tells the name of the channel to listen to. */
    interface Channel {

        String name() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ChangeLogListener.class);
    private static final int PROBE_MILLIS = 10_000;
    private static final IntervalFunction PAUSES = IntervalFunction.ofExponentialBackoff(Duration.ofMillis(100), 2, Duration.ofSeconds(30));

    private final Connector connector;
    private final Channel channel;
    private final Runnable callback;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Connection current;
    private int failures;

    ChangeLogListener(Connector connector, Channel channel, Runnable callback) {
        this.connector = connector;
        this.channel = channel;
        this.callback = callback;
    }

    /** Listens until {@link #stop}. */
    @Override
    public void run() {
        while (isRunning()) {
            try (Connection connection = connector.connect()) {
                current = connection;
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                pause(e);
            }
        }
    }

    /** Ends {@link #run} at once, also while it waits. */
    void stop() {
        stopped.countDown();
        Connection connection = current;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("a connection that is given up could not be closed", e);
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        String name = channel.name();
        Sql.execute(connection, "LISTEN " + new PostgreSqlDialect().quote(name));
        LOG.info("listening for changes on {}", name);
        failures = 0;
        callback.run();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (isRunning()) {
            PGNotification[] notifications = postgres.getNotifications(PROBE_MILLIS);
            if (notifications == null || notifications.length == 0) {
                // A peer that is gone without a word shows only when something is sent to it.
                Sql.execute(connection, "SELECT 1");
            } else {
                callback.run();
            }
        }
    }

    private void pause(Exception failure) {
        if (isRunning()) {
            long pauseMillis = PAUSES.apply(++failures);
            LOG.warn("not listening for changes, next try in {} ms: {}", pauseMillis, failure.getMessage());
            try {
                stopped.await(pauseMillis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped.countDown();
            }
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
