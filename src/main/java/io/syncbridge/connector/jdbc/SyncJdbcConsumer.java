package io.syncbridge.connector.jdbc;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** Starts an exchange, with no body, whenever there are new entries in the table's change log. */
final class SyncJdbcConsumer extends DefaultConsumer {

    private final SyncJdbcEndpoint endpoint;
    private ExecutorService executor;
    private ChangeLogListener listener;

    SyncJdbcConsumer(SyncJdbcEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (endpoint.check()) {
            channel();
        }
        listener = new ChangeLogListener(endpoint::connect, this::channel, this::wake);
        executor = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "ChangeLogListener");
        executor.execute(listener);
    }

    @Override
    protected void doStop() throws Exception {
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
