package io.syncbridge.connector.salesforce;

import io.syncbridge.BridgeConfig;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.support.service.ServiceHelper;
import org.eclipse.jetty.client.Response;

/** Makes Camel's Salesforce components at run time, one for each use of a login. */
final class OrgComponent {

    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private OrgComponent() {
    }

    /**
     * Returns a component that is started but has not logged in.
     *
     * @param use for the names of its threads
     * @param watch is shown the head of every answer
     */
    static SalesforceComponent start(CamelContext context, String use, BridgeConfig.Salesforce settings, SalesforceLoginConfig login,
            Consumer<Response> watch) {
        var workers = context.getExecutorServiceManager().newThreadPool(context, "salesforce-" + use, 2, 20);
        var config = new SalesforceEndpointConfig();
        config.setApiVersion(settings.apiVersion());
        config.setHttpClient(new OrgHttpClient(context, workers, watch));
        var component = new SalesforceComponent(context);
        component.setConfig(config);
        component.setLoginConfig(login);
        component.setHttpClientConnectionTimeout(settings.connectTimeout().toMillis());
        component.setHttpRequestTimeout(settings.requestTimeout().toMillis());
        component.setHttpMaxContentLength(LARGEST_ANSWER);
        ServiceHelper.startService(component);
        return component;
    }
}
