package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jboss.logging.Logger;

/**
 * Hears an object's change events and hands on which records they are about, to be read. Events only make it quick: what
 * has been taken in is the poll's to know, so that none is missed that came while nobody listened.
 */
final class ChangeEventConsumer extends DefaultConsumer {

    private static final Logger LOG = Logger.getLogger(ChangeEventConsumer.class);
    private static final long AGAIN_SECONDS = 30;
    private static final String FROM_NOW_ON = "-1";

    private final SalesforceObjectEndpoint endpoint;
    private ScheduledExecutorService executor;
    private SalesforceComponent component;
    private Consumer subscription;

    ChangeEventConsumer(SalesforceObjectEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        executor = endpoint.getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "salesforce-events");
        executor.schedule(this::subscribe, 0, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(executor);
        hangUp();
        super.doStop();
    }

    /** An organization that is away must not keep the application from starting, so that it is tried in the background. */
    private void subscribe() {
        try {
            var settings = endpoint.connections().settings(endpoint.org());
            var login = SalesforceLogin.of(settings);
            login.setLazyLogin(false);
            component = OrgComponent.start(endpoint.getCamelContext(), endpoint.org() + "-events", settings, login, answer -> { });
            subscription = component.createEndpoint("salesforce:subscribe:" + channel() + "?rawPayload=false&replayId=" + FROM_NOW_ON)
                    .createConsumer(this::event);
            ServiceHelper.startService(subscription);
            LOG.infof("Listening to the change events of %s in Salesforce (%s).", endpoint.object(), endpoint.org());
        } catch (Exception | LinkageError failed) {
            LOG.warnf("The change events of %s in Salesforce (%s) cannot be heard: %s. It is tried again in %d s; polls find the"
                    + " changes meanwhile.", endpoint.object(), endpoint.org(), failed.getMessage(), AGAIN_SECONDS);
            hangUp();
            executor.schedule(this::subscribe, AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void hangUp() {
        ServiceHelper.stopService(subscription, component);
        subscription = null;
        component = null;
    }

    private String channel() {
        String object = endpoint.object();
        return "data/" + (object.endsWith("__c") ? object.substring(0, object.length() - 1) + "ChangeEvent" : object + "ChangeEvent");
    }

    private void event(Exchange event) throws Exception {
        if (!(event.getMessage().getBody() instanceof Map<?, ?> payload)
                || !(payload.get("ChangeEventHeader") instanceof Map<?, ?> header)) {
            return;
        }
        List<Map<String, Object>> reports = reports(header);
        if (reports.isEmpty()) {
            return;
        }
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(reports);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                LOG.warnf("A change event of %s could not be taken in; the next poll finds the change. %s", endpoint.object(),
                        exchange.getException().getMessage());
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** Our own writes are told by their origin; somebody else's change has an event of its own. */
    private List<Map<String, Object>> reports(Map<?, ?> header) {
        String type = String.valueOf(header.get("changeType"));
        boolean own = String.valueOf(header.get("changeOrigin")).endsWith(";client=" + endpoint.connections().clientName());
        var reports = new ArrayList<Map<String, Object>>();
        if (!own && header.get("recordIds") instanceof List<?> ids) {
            boolean deleted = type.equals("DELETE");
            ids.forEach(id -> reports.add(deleted
                    ? Map.of(ReportKeys.ID, id.toString(), ReportKeys.OPERATION, "delete")
                    : Map.of(ReportKeys.ID, id.toString(), ReportKeys.HINT, true)));
        }
        return reports;
    }
}
