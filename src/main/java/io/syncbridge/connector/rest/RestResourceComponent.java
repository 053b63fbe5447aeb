package io.syncbridge.connector.rest;

import io.syncbridge.component.Describes;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code sync-rest}, which the Kamelet {@code rest-resource} stands on: answers the bridge's actions with
 * calls to a REST resource.
 */
@Component("sync-rest")
public class RestResourceComponent extends DefaultComponent implements Describes {

    @Override
    public boolean describesFields() {
        return false;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        var reader = new OptionReader(parameters);
        Authentication authentication = Authentication.of(reader,
                () -> CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), TokenSource.class));
        RestOptions options = RestOptions.of(reader);
        return new RestResourceEndpoint(uri, this, options, new RestClient(getCamelContext(), options.calls(), authentication));
    }
}
