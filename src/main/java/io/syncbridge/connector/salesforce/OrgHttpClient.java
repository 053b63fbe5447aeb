package io.syncbridge.connector.salesforce;

import io.syncbridge.component.Endings;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.support.CamelContextHelper;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Camel's HTTP client for Salesforce, whose answers we see: Camel itself passes on few of their headers. */
final class OrgHttpClient extends SalesforceHttpClient {

    /** What Salesforce takes of address and headers together. */
    private static final int LARGEST_HEAD = 16 * 1024;

    private final Consumer<Response> watch;
    private final Endings endings;

    /** @param watch is shown the head of every answer */
    OrgHttpClient(CamelContext context, ExecutorService workers, Consumer<Response> watch) {
        super(context, workers, new SslContextFactory.Client());
        this.watch = watch;
        this.endings = CamelContextHelper.findSingleByType(context, Endings.class);
        setMaxRequestHeadersSize(LARGEST_HEAD);
    }

    @Override
    public HttpRequest newHttpRequest(HttpConversation conversation, URI uri) {
        HttpRequest request = super.newHttpRequest(conversation, uri);
        request.onResponseHeaders(answer -> {
            certificate(answer);
            watch.accept(answer);
        });
        return request;
    }

    private void certificate(Response answer) {
        Connection connection = answer.getRequest().getConnection();
        if (endings != null && connection != null && connection.getSslSessionData() != null) {
            endings.shown(answer.getRequest().getHost(), connection.getSslSessionData().sslSession());
        }
    }
}
