package io.syncbridge.component;

import io.syncbridge.model.SyncAction;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.DefaultConsumer;

/** A system's own route, through which the bridge acts on that system. */
class SyncConsumer extends DefaultConsumer {

    private final SyncEndpoint endpoint;
    private volatile boolean hasAnswered;

    SyncConsumer(SyncEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    String name() {
        return endpoint.definition().name() + "/" + endpoint.system();
    }

    String routeName() {
        return getRoute() == null ? name() : getRoute().getRouteId();
    }

    /** Says whether the route has shown a record so far, so that what it does not find is not there. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    void answered() {
        hasAnswered = true;
    }

    @Override
    public SyncEndpoint getEndpoint() {
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getComponent().register(this);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().unregister(this);
        super.doStop();
    }

    /**
     * Runs the route once.
     *
     * @return the answer; its body is a map, a list, text or bytes
     * @throws Exception what the route failed with
     */
    Message call(SyncAction action, Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOut);
            exchange.getMessage().setBody(body);
            exchange.getMessage().getHeaders().putAll(headers);
            exchange.getMessage().setHeader(SyncHeaders.ACTION, action.wireName());
            exchange.getMessage().setHeader(SyncHeaders.SYSTEM, name());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Message answer = exchange.getMessage();
            if (answer.getBody() instanceof InputStream || answer.getBody() instanceof WrappedFile) {
                answer.setBody(answer.getBody(byte[].class));
            }
            return answer.copy();
        } finally {
            doneUoW(exchange);
        }
    }
}
