package io.syncbridge.connector.sharepoint;

import io.syncbridge.BridgeConfig;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;

/** One SharePoint list. */
final class SharePointEndpoint extends DefaultEndpoint {

    private final GraphClient client;
    private final SharePointList list;
    private final String externalId;
    private final BridgeConfig.SharePoint settings;

    SharePointEndpoint(String uri, SharePointComponent component, GraphClient client, SharePointList list, String externalId,
            BridgeConfig.SharePoint settings) {
        super(uri, component);
        this.client = client;
        this.list = list;
        this.externalId = externalId;
        this.settings = settings;
    }

    @Override
    public Producer createProducer() {
        return new SharePointProducer(this, client, list, externalId, settings.notificationUrl().isEmpty() ? system -> { }
                : system -> CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), Notifications.class)
                        .listen(system, client, list, settings));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "sync-sharepoint can only be called: from: sync:<sync>/<system>, to: sync-sharepoint");
    }
}
