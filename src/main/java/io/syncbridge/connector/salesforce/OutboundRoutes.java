package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.webhook.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.commons.text.StringEscapeUtils;
import org.jboss.logging.Logger;

/**
 * Where Salesforce sends Outbound Messages: {@code POST /notifications/salesforce/<sync>/<system>?key=...}, acknowledged once
 * what they tell is stored. What is not acknowledged Salesforce sends again, for a day.
 */
@ApplicationScoped
public class OutboundRoutes extends RouteBuilder {

    static final String ROUTE_ID = "salesforce-outbound-messages";

    private static final Logger LOG = Logger.getLogger(OutboundRoutes.class);
    private static final String RETRY_AFTER_SECONDS = "10";

    private final OutboundIntake intake;

    OutboundRoutes(OutboundIntake intake) {
        this.intake = intake;
    }

    @Override
    public void configure() {
        onException(RefusedException.class).handled(true).process(OutboundRoutes::refused);
        onException(Exception.class).handled(true).process(OutboundRoutes::away);

        from("platform-http:/notifications/salesforce/{sync}/{system}?httpMethodRestrict=POST").routeId(ROUTE_ID)
                .process(intake)
                .toD("sync:${exchangeProperty." + OutboundIntake.SYSTEM + "}")
                .process(OutboundRoutes::acknowledged);
    }

    private static void acknowledged(Exchange exchange) {
        respond(exchange, 200, "<notificationsResponse xmlns=\"" + OutboundMessage.NAMESPACE + "\"><Ack>true</Ack></notificationsResponse>");
    }

    private static void refused(Exchange exchange) {
        var refusal = (RefusedException) failure(exchange);
        LOG.warnf("An Outbound Message for %s was refused with %d: %s", system(exchange), refusal.status(), refusal.getMessage());
        respond(exchange, refusal.status(), fault("Client", refusal.getMessage()));
    }

    private static void away(Exchange exchange) {
        LOG.warnf("An Outbound Message for %s could not be stored; Salesforce sends it again. %s", system(exchange),
                failure(exchange).getMessage());
        respond(exchange, 503, fault("Server", "the changes could not be stored; send them again later"));
        exchange.getMessage().setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }

    private static String system(Exchange exchange) {
        return exchange.getProperty(OutboundIntake.SYSTEM, "an address that is no system's", String.class);
    }

    private static Exception failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    private static String fault(String whose, String why) {
        return "<soapenv:Fault><faultcode>soapenv:" + whose + "</faultcode><faultstring>" + StringEscapeUtils.escapeXml10(why)
                + "</faultstring></soapenv:Fault>";
    }

    /** Nothing of the request is sent back. */
    private static void respond(Exchange exchange, int status, String content) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/xml; charset=utf-8");
        exchange.getMessage().setBody("<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>" + content
                + "</soapenv:Body></soapenv:Envelope>");
    }
}
