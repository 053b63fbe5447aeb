package io.syncbridge.connector.jdbc;

import io.syncbridge.component.StreamPosition;
import io.syncbridge.connector.cdc.EventRow;
import io.syncbridge.connector.cdc.Publication;
import io.syncbridge.connector.cdc.RowChange;
import io.syncbridge.connector.cdc.StreamReader;
import io.syncbridge.connector.cdc.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.connect.data.Schema;
import org.jboss.logging.Logger;

/** One table of a database's stream: what the log tells of it goes into a route, each time with the place in the log. */
final class TableStream implements StreamReader {

    private static final Logger LOG = Logger.getLogger(TableStream.class);

    private final SyncJdbcEndpoint endpoint;
    private final DefaultConsumer consumer;
    private final ExecutorService polls;
    private Set<String> systems = Set.of();
    private JdbcTable table;
    private StreamedReports reports;
    private Schema schema;

    TableStream(SyncJdbcEndpoint endpoint, DefaultConsumer consumer) {
        this.endpoint = endpoint;
        this.consumer = consumer;
        this.polls = endpoint.getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "cdc-poll");
    }

    void stop() {
        endpoint.getCamelContext().getExecutorServiceManager().shutdown(polls);
    }

    @Override
    public String name() {
        return consumer.getRouteId();
    }

    @Override
    public TableName table(Connection connection) throws SQLException {
        try {
            endpoint.lookUpAgain(endpoint.table());
            JdbcTable found = endpoint.table();
            Publication.check(connection, found.name(), found.key());
            if (!systems.isEmpty()) {
                served();
            }
            return found.name();
        } catch (SchemaException changed) {
            throw new IllegalArgumentException(changed.getMessage(), changed);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Optional<String> position() throws Exception {
        Exchange asked = process(List.of(), new StreamPosition(stream(), null), false);
        systems = asked.getProperty(StreamPosition.READERS_PROPERTY, Set.of(), Set.class);
        schema = null;
        return Optional.ofNullable(asked.getProperty(StreamPosition.PROPERTY, StreamPosition.class).position());
    }

    @Override
    public void take(List<RowChange> changes, String position) throws Exception {
        process(changes.isEmpty() ? List.of() : reports(changes), new StreamPosition(stream(), position), false);
    }

    private List<Map<String, Object>> reports(List<RowChange> changes) throws SQLException {
        followSchema(changes);
        try {
            return made(changes);
        } catch (SQLException e) {
            if (!SqlFailures.isOfSchema(e)) {
                throw e;
            }
            endpoint.lookUpAgain(table);
            return made(changes);
        }
    }

    /** Where the log says that the table is another one, it is looked up. */
    private void followSchema(List<RowChange> changes) {
        EventRow last = changes.stream().map(RowChange::after).filter(row -> row != null).reduce((first, second) -> second).orElse(null);
        if (last != null && schema != null && !schema.equals(last.values().schema())) {
            endpoint.lookUpAgain(table);
        }
        schema = last == null ? schema : last.values().schema();
    }

    private List<Map<String, Object>> made(List<RowChange> changes) throws SQLException {
        JsonTexts texts = served();
        return texts.shown(reports.of(changes, systems.size() == 1 ? systems.iterator().next() : null));
    }

    /** Returns how the definition takes the table's values. @throws IllegalArgumentException if the table does not serve the definition */
    private JsonTexts served() throws SQLException {
        try {
            var served = endpoint.table(systems.size() == 1 ? systems.iterator().next() : null);
            if (served.table() != table) {
                table = served.table();
                reports = table.streamed();
            }
            return served.texts();
        } catch (SchemaException changed) {
            throw new IllegalArgumentException(changed.getMessage(), changed);
        }
    }

    @Override
    public void scanAnew(String position) throws Exception {
        process(List.of(), new StreamPosition(stream(), position), true);
    }

    @Override
    public void poll() {
        polls.execute(() -> {
            try {
                process(List.of(), null, false);
            } catch (Exception e) {
                LOG.warnf("The poll by %s has failed, it is tried again: %s", name(), e.getMessage());
            }
        });
    }

    private String stream() {
        return "cdc:" + endpoint.database();
    }

    /**
     * @param reached {@code null} for a poll
     * @param anew whether the next poll goes through all records
     * @throws IllegalStateException with what the route failed with: it says nothing of the table
     */
    private Exchange process(List<Map<String, Object>> found, StreamPosition reached, boolean anew) throws Exception {
        Exchange exchange = consumer.createExchange(false);
        try {
            exchange.getMessage().setBody(found);
            exchange.setProperty(StreamPosition.PROPERTY, reached);
            exchange.setProperty(StreamPosition.POLL_PROPERTY, reached == null);
            exchange.setProperty(StreamPosition.SCAN_PROPERTY, anew);
            consumer.getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw new IllegalStateException("route " + name() + " has failed: " + exchange.getException().getMessage(), exchange.getException());
            }
            return exchange;
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
