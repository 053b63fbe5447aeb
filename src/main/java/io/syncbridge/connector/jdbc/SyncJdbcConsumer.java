package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * Starts an exchange, with no body, whenever there are new entries in the table's change log; where the database's own log is
 * read, exchanges with what it tells of the table.
 */
final class SyncJdbcConsumer extends DefaultConsumer {

    private final SyncJdbcEndpoint endpoint;
    private ExecutorService executor;
    private ChangeLogListener listener;
    private TableStream stream;

    SyncJdbcConsumer(SyncJdbcEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (endpoint.isStreamed()) {
            stream = new TableStream(endpoint, this);
            if (endpoint.check()) {
                try (Connection connection = endpoint.connect()) {
                    stream.table(connection);
                }
            }
            endpoint.streams().join(endpoint.database(), stream);
            return;
        }
        if (endpoint.check()) {
            channel();
        }
        listener = new ChangeLogListener(endpoint::connect, this::channel, this::wake);
        executor = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "ChangeLogListener");
        executor.execute(listener);
    }

    @Override
    protected void doStop() throws Exception {
        if (stream != null) {
            endpoint.streams().leave(endpoint.database(), stream);
            stream.stop();
        }
        if (listener != null) {
            listener.stop();
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(executor);
        }
        super.doStop();
    }

    private String channel() throws SQLException {
        return endpoint.table().channel();
    }

    private void wake() {
        Exchange exchange = createExchange(true);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            getExceptionHandler().handleException("what the change log woke has failed", exchange, exchange.getException());
        }
    }
}
