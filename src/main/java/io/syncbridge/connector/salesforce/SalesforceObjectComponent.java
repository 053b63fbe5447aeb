package io.syncbridge.connector.salesforce;

import io.syncbridge.component.Describes;
import io.syncbridge.connector.rest.OptionReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code sync-salesforce}, which the Kamelet {@code salesforce-object} stands on: answers the bridge's actions
 * for one object of a Salesforce organization, and hears its change events.
 */
@Component("sync-salesforce")
public class SalesforceObjectComponent extends DefaultComponent implements Describes {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        var options = new OptionReader(parameters);
        String org = options.text("org", "default");
        String object = options.required("object");
        String fields = options.text("fields");
        String externalId = options.text("externalId");
        Duration overlap = Duration.ofSeconds(options.number("overlapSeconds", 60));
        int bulkThreshold = options.number("bulkThreshold", 2000);
        Duration delay = Duration.ofMillis(options.number("delay", 0));
        SalesforceConnections connections = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), SalesforceConnections.class);
        OrgClient client = connections.client(org, getCamelContext());
        List<String> chosen = fields == null ? List.of() : Arrays.stream(fields.split(",")).map(String::trim).toList();
        return new SalesforceObjectEndpoint(uri, this, org, connections, new ObjectFields(client, object, chosen), client, externalId,
                overlap, bulkThreshold, delay);
    }
}
