package io.syncbridge.connector.rest;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/** One REST resource; its producers share the connections. */
final class RestResourceEndpoint extends DefaultEndpoint {

    private final RestOptions options;
    private final RestClient client;

    RestResourceEndpoint(String uri, RestResourceComponent component, RestOptions options, RestClient client) {
        super(uri, component);
        this.options = options;
        this.client = client;
    }

    @Override
    public Producer createProducer() {
        return new RestResourceProducer(this, options, client);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("sync-rest can only be called: from: sync:<sync>/<system>, to: sync-rest");
    }

    @Override
    protected void doStart() throws Exception {
        ServiceHelper.startService(client);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(client);
    }
}
