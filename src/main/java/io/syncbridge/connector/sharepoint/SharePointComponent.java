package io.syncbridge.connector.sharepoint;

import io.syncbridge.component.Describes;
import io.syncbridge.BridgeConfig;
import io.syncbridge.connector.rest.OptionReader;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code sync-sharepoint}, which the Kamelet {@code sharepoint-list} stands on: answers the bridge's actions
 * for one SharePoint list, through Microsoft Graph.
 */
@Component("sync-sharepoint")
public class SharePointComponent extends DefaultComponent implements Describes {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        var options = new OptionReader(parameters);
        String connection = options.text("connection", "default");
        String site = options.required("site");
        String list = options.required("list");
        String externalId = options.text("externalId");
        GraphConnections connections = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), GraphConnections.class);
        BridgeConfig.SharePoint settings = connections.settings(connection);
        GraphClient client = connections.client(connection, getCamelContext());
        return new SharePointEndpoint(uri, this, client, new SharePointList(client, site, list, Clock.systemUTC()), externalId,
                settings);
    }
}
