package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.salesforce.OutboundQueue.Notification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends Outbound Messages: up to 100 notifications in one, again and again until the receiver acknowledges them. A
 * notification carries what the record holds when it is sent, and a record that is gone has none, as in Salesforce.
 */
final class OutboundMessages {

    private static final Logger LOG = Logger.getLogger(OutboundMessages.class);
    private static final int MOST = 100;
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final OrgDatabase database;
    private final URI receiver;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "demo-salesforce-outbound");
        thread.setDaemon(true);
        return thread;
    });
    private int refusals;
    private long notBefore;

    OutboundMessages(OrgDatabase database, URI receiver) {
        this.database = database;
        this.receiver = receiver;
    }

    void start() {
        database.onCommit(() -> executor.execute(this::send));
        executor.scheduleWithFixedDelay(this::send, 1, 1, TimeUnit.SECONDS);
    }

    void stop() {
        executor.shutdownNow();
    }

    private void send() {
        try {
            while (System.nanoTime() - notBefore >= 0 && sendSome()) {
                LOG.debug("There may be more outbound messages");
            }
        } catch (RuntimeException failed) {
            LOG.warn("The simulated Salesforce cannot send its outbound messages now and tries again: " + failed.getMessage());
        }
    }

    /** Returns whether there was something and it was acknowledged. */
    private boolean sendSome() {
        List<Notification> notifications = database.read(handle -> OutboundQueue.oldest(handle, MOST));
        if (notifications.isEmpty()) {
            return false;
        }
        if (!isAcknowledged(message(notifications))) {
            notBefore = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.min(LONGEST_WAIT_SECONDS, 1L << Math.min(6, refusals++)));
            return false;
        }
        refusals = 0;
        database.write(handle -> {
            OutboundQueue.delivered(handle, notifications);
            return null;
        });
        return true;
    }

    private boolean isAcknowledged(String message) {
        try {
            var answer = http.send(HttpRequest.newBuilder(receiver).timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "text/xml; charset=UTF-8").header("SOAPAction", "\"\"")
                    .POST(HttpRequest.BodyPublishers.ofString(message)).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().matches("(?s).*<(\\w+:)?Ack>\\s*true\\s*</.*");
        } catch (IOException notReached) {
            LOG.debugf("The outbound message did not reach %s: %s", receiver, notReached.getMessage());
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String message(List<Notification> notifications) {
        var message = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
                + "<notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\">");
        message.append(SoapApi.element("OrganizationId", Ids.ORGANIZATION)).append(SoapApi.element("ActionId", Ids.numbered("04k", 1)))
                .append("<SessionId xsi:nil=\"true\"/>").append(SoapApi.element("EnterpriseUrl", "https://demo.example.com/services/Soap/c/59.0"))
                .append(SoapApi.element("PartnerUrl", "https://demo.example.com/services/Soap/u/59.0"));
        notifications.forEach(notification -> message.append(notification(notification)));
        return message.append("</notifications></soapenv:Body></soapenv:Envelope>").toString();
    }

    private String notification(Notification notification) {
        SObject object = notification.object();
        Map<String, Object> row = database.read(handle -> Rows.find(handle, object, notification.recordId()))
                .orElse(Map.of("Id", notification.recordId()));
        var fields = new StringBuilder(SoapApi.element("sf:Id", notification.recordId()));
        for (Field field : object.fields()) {
            Object value = field.type().shown(row.get(field.name()));
            if (value != null && field.type() != FieldType.ID) {
                fields.append(SoapApi.element("sf:" + field.name(), value.toString().replace("+0000", "Z")));
            }
        }
        return "<Notification>" + SoapApi.element("Id", notification.id()) + "<sObject xsi:type=\"sf:" + object.name()
                + "\" xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\">" + fields + "</sObject></Notification>";
    }
}
