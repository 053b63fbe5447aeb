package io.syncbridge.connector.rest;

import io.syncbridge.component.SyncHeaders;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Camel context and a fake system; a test asks as the bridge does. */
abstract class RestResourceTestBase {

    protected CamelContext context;
    protected FakeSystem system;

    @BeforeEach
    void start() throws Exception {
        system = new FakeSystem();
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        system.close();
    }

    protected Message ask(String action, Object body, String options, Map<String, Object> headers) throws Exception {
        var endpoint = context.getEndpoint("sync-rest:resource?address=" + system.address() + options);
        Exchange exchange = context.createFluentProducerTemplate().to(endpoint).withBody(body)
                .withHeaders(headers).withHeader(SyncHeaders.ACTION, action).request(Exchange.class);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage();
    }

    protected Message ask(String action, Object body, String options) throws Exception {
        return ask(action, body, options, Map.of());
    }

    /** Asks for one write and returns its result. */
    @SuppressWarnings("unchecked")
    protected Map<String, Object> write(String action, Map<String, Object> write, String options) throws Exception {
        return (Map<String, Object>) ask(action, List.of(write), options).getBody(List.class).get(0);
    }

    protected Message changes(String cursor, String options) throws Exception {
        return ask("changes", null, options, cursor == null ? Map.of() : Map.of(SyncHeaders.CURSOR, cursor));
    }

    @SuppressWarnings("unchecked")
    protected static List<Map<String, Object>> records(Message message) {
        return message.getBody(List.class);
    }
}
