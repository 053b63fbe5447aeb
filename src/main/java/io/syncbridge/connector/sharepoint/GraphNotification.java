package io.syncbridge.connector.sharepoint;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.syncbridge.connector.rest.Json;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.commons.text.StringEscapeUtils;
import org.jboss.logging.Logger;

/** Answers what Graph sends to {@code /notifications/graph/<sync>/<system>}: the question whether we listen, and notifications. */
@Singleton
@Named("graphNotification")
@RegisterForReflection
class GraphNotification implements Processor {

    static final String VALIDATION_TOKEN = "validationToken";

    private static final Logger LOG = Logger.getLogger(GraphNotification.class);
    private static final int LARGEST = 1024 * 1024;

    private final Notifications notifications;
    private final NotifiedPolls polls;

    GraphNotification(Notifications notifications, NotifiedPolls polls) {
        this.notifications = notifications;
        this.polls = polls;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        var system = new SystemName(message.getHeader("sync", String.class), message.getHeader("system", String.class));
        Optional<Subscription> subscription = notifications.of(system);
        String token = message.getHeader(VALIDATION_TOKEN, String.class);
        byte[] body = message.getBody(byte[].class);
        message.removeHeaders("*");
        if (subscription.isEmpty()) {
            respond(message, 404, "No notifications are expected here.");
        } else if (token != null) {
            respond(message, 200, StringEscapeUtils.escapeHtml4(token));
        } else if (body == null || body.length > LARGEST) {
            respond(message, body == null ? 400 : 413, "A list of notifications is expected.");
        } else {
            take(message, system, subscription.get(), body);
        }
    }

    private void take(Message message, SystemName system, Subscription subscription, byte[] body) {
        List<?> told;
        try {
            told = Json.read(body) instanceof Map<?, ?> json && json.get("value") instanceof List<?> list ? list : List.of();
        } catch (IOException notJson) {
            respond(message, 400, "The body is not JSON.");
            return;
        }
        boolean believed = false;
        for (Object element : told) {
            Map<?, ?> one = element instanceof Map<?, ?> map ? map : Map.of();
            if (subscription.state().fits(one.get("clientState"))) {
                believed = true;
            } else if (subscription.isKnownAs(one.get("subscriptionId"))) {
                notifications.anew(system);
            } else {
                LOG.warnf("A notification for %s held another client state than ours and was dropped.", system);
            }
        }
        if (believed) {
            polls.soon(system);
        }
        respond(message, 202, "");
    }

    private static void respond(Message message, int status, String text) {
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setBody(text);
    }
}
