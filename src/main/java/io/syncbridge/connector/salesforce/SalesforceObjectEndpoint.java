package io.syncbridge.connector.salesforce;

import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.support.DefaultEndpoint;

/** One object of an organization: accounts, contacts. */
final class SalesforceObjectEndpoint extends DefaultEndpoint {

    private final String org;
    private final SalesforceConnections connections;
    private final ObjectFields fields;
    private final OrgClient client;
    private final String externalId;
    private final Duration overlap;
    private final int bulkThreshold;
    private final Duration delay;

    SalesforceObjectEndpoint(String uri, SalesforceObjectComponent component, String org, SalesforceConnections connections,
            ObjectFields fields, OrgClient client, String externalId, Duration overlap, int bulkThreshold, Duration delay) {
        super(uri, component);
        this.org = org;
        this.connections = connections;
        this.fields = fields;
        this.client = client;
        this.externalId = externalId;
        this.overlap = overlap;
        this.bulkThreshold = bulkThreshold;
        this.delay = delay;
    }

    String org() {
        return org;
    }

    String object() {
        return fields.object();
    }

    SalesforceConnections connections() {
        return connections;
    }

    /** Returns the component that holds the organization's session. */
    SalesforceComponent component() {
        return client.component();
    }

    @Override
    public Producer createProducer() {
        return new SalesforceObjectProducer(this, client, fields, externalId, overlap, bulkThreshold);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new ChangeEventConsumer(this, processor, delay);
    }
}
