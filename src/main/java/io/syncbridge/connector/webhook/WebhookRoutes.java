package io.syncbridge.connector.webhook;

import io.syncbridge.component.BadChangeException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.json.JsonObject;

/** The ready intake: {@code POST /webhooks/<sync>/<system>}, answered with 202 once the changes are stored. */
@ApplicationScoped
public class WebhookRoutes extends RouteBuilder {

    static final String ROUTE_ID = "webhooks";

    private static final String ACCEPTED = "webhookAccepted";
    private static final int RETRY_AFTER_SECONDS = 10;

    private final SignedWebhook signedWebhook;

    public WebhookRoutes(SignedWebhook signedWebhook) {
        this.signedWebhook = signedWebhook;
    }

    @Override
    public void configure() {
        onException(RefusedException.class).handled(true).process(this::refused);
        onException(BadChangeException.class).handled(true)
                .process(exchange -> respond(exchange, 400, Map.of("error", failure(exchange).getMessage())));
        onException(Exception.class).handled(true).process(this::away)
                .log(LoggingLevel.WARN, "A webhook could not be stored: ${exception.message}");

        from("platform-http:/webhooks/{sync}/{system}?httpMethodRestrict=POST").routeId(ROUTE_ID)
                .process(signedWebhook)
                .process(exchange -> exchange.setProperty(ACCEPTED, exchange.getMessage().getBody(List.class).size()))
                .toD("sync:${exchangeProperty." + SignedWebhook.SYNC + "}/${exchangeProperty." + SignedWebhook.SYSTEM + "}")
                .process(this::accepted);
    }

    private void accepted(Exchange exchange) {
        respond(exchange, 202, Map.of("accepted", exchange.getProperty(ACCEPTED)));
    }

    private void refused(Exchange exchange) {
        var refusal = (RefusedException) failure(exchange);
        respond(exchange, refusal.status(), Map.of("error", refusal.getMessage()));
    }

    private void away(Exchange exchange) {
        respond(exchange, 503, Map.of("error", "the changes could not be stored; send them again later"));
        exchange.getMessage().setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }

    private static Exception failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    /** Nothing of the request is sent back. */
    private static void respond(Exchange exchange, int status, Map<String, Object> body) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(new JsonObject(body).toJson());
    }
}
