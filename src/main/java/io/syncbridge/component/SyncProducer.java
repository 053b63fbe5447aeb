package io.syncbridge.component;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Takes changes in, or polls; returns when they are stored. Leaves the number of new changes as the body. */
class SyncProducer extends DefaultProducer {

    private final SyncEndpoint endpoint;
    private final ChangeReader reader;

    SyncProducer(SyncEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.reader = new ChangeReader(endpoint.definition().system(endpoint.system()));
    }

    @Override
    public void process(Exchange exchange) {
        Intake intake = endpoint.getComponent().intake();
        String sync = endpoint.definition().name();
        if (endpoint.isPoll()) {
            intake.poll(sync, endpoint.system());
        } else {
            Message message = exchange.getMessage();
            message.setBody(intake.take(sync, endpoint.system(), reader.read(readable(message), message.getHeaders())));
        }
    }

    private static Object readable(Message message) {
        Object body = message.getBody();
        return body == null || body instanceof Map || body instanceof Iterable || body instanceof String
                || body instanceof byte[] ? body : message.getBody(byte[].class);
    }
}
