package io.syncbridge.connector.jdbc;

import io.syncbridge.component.Describes;
import io.syncbridge.component.Descriptions;
import io.syncbridge.component.ScanFilter;
import io.syncbridge.component.SyncHeaders;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.connector.jdbc.SyncJdbcEndpoint.Served;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Answers the bridge's actions on a table. */
final class SyncJdbcProducer extends DefaultProducer {

    private static final int DEFAULT_LIMIT = 500;

    /** How often the database's clock is read; clocks drift slowly. */
    private static final Duration CLOCK_EVERY = Duration.ofMinutes(1);

    private final SyncJdbcEndpoint endpoint;
    private volatile Instant clockReadAt = Instant.EPOCH;

    SyncJdbcProducer(SyncJdbcEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (getEndpoint().getCamelContext().getGlobalOption(Describes.ONLY) == null) {
            endpoint.check();
        }
    }

    /**
     * @throws IOException if the database is away or busy, so that trying again later can help
     * @throws SystemCallException if the table is not what it was
     */
    @Override
    public void process(Exchange exchange) throws Exception {
        try {
            exchange.getMessage().setHeader(SyncHeaders.CURRENT, true);
            answer(exchange.getMessage());
        } catch (SchemaException e) {
            throw SystemCallException.ofRoute(e.getMessage(), e);
        } catch (SQLException e) {
            throw SqlFailures.isPassing(e) ? new IOException(SqlFailures.message(e), e) : e;
        }
    }

    /** Answers, and once more where the table turns out not to be what it was when it was looked up. */
    private void answer(Message message) throws SQLException, IOException {
        if (action(message) == SyncAction.DESCRIBE) {
            message.setBody(Descriptions.toMap(endpoint.describe()));
            return;
        }
        String system = message.getHeader(SyncHeaders.SYSTEM, String.class);
        Served table = endpoint.table(system);
        try {
            answer(table, message);
        } catch (SQLException | UnknownColumnException e) {
            if (e instanceof SQLException failure && !SqlFailures.isOfSchema(failure)) {
                throw e;
            }
            endpoint.lookUpAgain(table.table());
            answer(endpoint.table(system), message);
        }
    }

    private void answer(Served served, Message message) throws SQLException, IOException {
        JdbcTable table = served.table();
        JsonTexts texts = served.texts();
        switch (action(message)) {
            case CHANGES -> answerChanges(served, message);
            case READ -> message.setBody(texts.shown(table.read(list(message).stream().map(String::valueOf).toList())));
            case FIND -> message.setBody(texts.shown(table.find(texts.written(maps(message)))));
            case CREATE -> message.setBody(write(served, Operation.CREATE, message));
            case UPDATE -> message.setBody(write(served, Operation.UPDATE, message));
            case DELETE -> message.setBody(write(served, Operation.DELETE, message));
        }
    }

    private List<Map<String, Object>> write(Served served, Operation operation, Message message) {
        List<Map<String, Object>> writes = maps(message);
        String system = message.getHeader(SyncHeaders.SYSTEM, String.class);
        if (endpoint.joins() && !endpoint.isInTransaction()) {
            return Collections.nCopies(writes.size(), Results.joins());
        }
        List<Map<String, Object>> results = new ArrayList<>(written(served, system, operation, writes));
        List<Integer> outdated = IntStream.range(0, results.size()).filter(i -> Results.isOutdated(results.get(i))).boxed().toList();
        if (!outdated.isEmpty()) {
            endpoint.lookUpAgain(served.table());
            List<Map<String, Object>> again = writeAgain(system, operation, outdated.stream().<Map<String, Object>>map(writes::get).toList());
            for (int i = 0; i < outdated.size(); i++) {
                results.set(outdated.get(i), again.get(i));
            }
        }
        return results;
    }

    private List<Map<String, Object>> writeAgain(String system, Operation operation, List<Map<String, Object>> writes) {
        try {
            return written(endpoint.table(system), system, operation, writes).stream()
                    .map(result -> Results.isOutdated(result) ? Results.failed(Refusal.RECORD, List.of(), Results.error(result)) : result)
                    .toList();
        } catch (SchemaException e) {
            throw SystemCallException.ofRoute(e.getMessage(), e);
        } catch (SQLException e) {
            return Collections.nCopies(writes.size(), Results.failed(SqlFailures.kind(e), List.of(), SqlFailures.message(e)));
        }
    }

    private static List<Map<String, Object>> written(Served served, String system, Operation operation, List<Map<String, Object>> writes) {
        return served.texts().shown(served.table().write(String.valueOf(system), operation, served.texts().written(writes)));
    }

    private static SyncAction action(Message message) {
        String action = message.getHeader(SyncHeaders.ACTION, String.class);
        if (action == null) {
            throw new IllegalArgumentException("there is no header " + SyncHeaders.ACTION
                    + ": sync-jdbc answers in a route that begins with sync:<sync>/<system>");
        }
        return SyncAction.of(action);
    }

    private void answerChanges(Served served, Message message) throws SQLException, IOException {
        endpoint.checkStreamed();
        String cursor = message.getHeader(SyncHeaders.CURSOR, String.class);
        int limit = message.getHeader(SyncHeaders.LIMIT, DEFAULT_LIMIT, Integer.class);
        ChangePage page = served.table().changes(cursor, limit, ScanFilter.of(message));
        message.setBody(served.texts().shown(page.records()));
        message.setHeader(SyncHeaders.CURSOR, page.cursor().text());
        message.setHeader(SyncHeaders.MORE, page.more());
        message.setHeader(SyncHeaders.SCAN_COMPLETE, page.scanComplete());
        Instant now = Instant.now();
        if (clockReadAt.plus(CLOCK_EVERY).isBefore(now)) {
            clockReadAt = now;
            message.setHeader(SyncHeaders.CLOCK, served.table().clock());
        }
    }

    private static List<?> list(Message message) {
        if (message.getBody() instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("the body must be a list: the route's sync: endpoint must not say batch=false");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Message message) {
        return (List<Map<String, Object>>) list(message);
    }
}
