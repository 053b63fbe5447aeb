package io.syncbridge.connector.salesforce;

import io.syncbridge.component.SyncHeaders;
import io.syncbridge.demo.salesforce.SimulatedSalesforce;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Camel context and a simulated Salesforce; a test asks as the bridge does, and edits as people do. */
abstract class SalesforceObjectBase {

    protected SimulatedSalesforce salesforce;
    protected Org org;
    protected DefaultCamelContext bridge;
    protected ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        salesforce = SimulatedSalesforce.start();
        org = new Org(salesforce.url());
        bridge = startBridge();
    }

    protected DefaultCamelContext startBridge() {
        var context = new DefaultCamelContext();
        context.getRegistry().bind("salesforceConnections",
                new SalesforceConnections(Map.of("default", Login.of(salesforce.url())), "syncbridge"));
        context.addComponent("sync-salesforce", new SalesforceObjectComponent());
        context.start();
        template = context.createProducerTemplate();
        return context;
    }

    @AfterEach
    void stop() throws Exception {
        bridge.stop();
        salesforce.close();
    }

    protected Message ask(String endpoint, String action, Object body, Map<String, Object> headers) {
        Exchange answer = template.request(endpoint, asked -> {
            asked.getMessage().setBody(body);
            asked.getMessage().setHeaders(new HashMap<>(headers));
            asked.getMessage().setHeader(SyncHeaders.ACTION, action);
        });
        if (answer.getException() != null) {
            throw new AssertionError(answer.getException());
        }
        return answer.getMessage();
    }

    @SuppressWarnings("unchecked")
    protected List<Map<String, Object>> write(String endpoint, String action, List<Map<String, Object>> writes) {
        return ask(endpoint, action, writes, Map.of()).getBody(List.class);
    }
}
