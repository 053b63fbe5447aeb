package io.syncbridge.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.connector.webhook.KnownSyncs;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped route, with the HTTP server and the bridge's intake replaced. */
class OutboundRoutesTest {

    private static final String KEY = "k3y-of-the-organization";
    private static final String ORGANIZATION = "00D000000000001EAA";
    private static final String ONE = message(ORGANIZATION, notification("04l000000000001AAA", "001000000000001AAA"));

    private final DefaultCamelContext context = new DefaultCamelContext();
    private MockEndpoint intake;

    private record Known() implements KnownSyncs {

        @Override
        public boolean knows(String sync, String system) {
            return sync.equals("accounts");
        }

        @Override
        public String modifiedField(String sync, String system) {
            return null;
        }

        @Override
        public String idField(String sync, String system) {
            return null;
        }
    }

    @BeforeEach
    void start() throws Exception {
        context.addComponent("sync", new MockComponent());
        context.addComponent("platform-http", new MockComponent());
        var logins = new SalesforceConnections(Map.of(
                "default", new Login("http://localhost", Map.of("outbound-key", KEY, "organization-id", "00D000000000001")),
                "any", new Login("http://localhost", Map.of("outbound-key", KEY)),
                "none", new Login("http://localhost", Map.of())), "syncbridge");
        context.addRoutes(new OutboundRoutes(new OutboundIntake(logins, new Known())));
        AdviceWith.adviceWith(context, OutboundRoutes.ROUTE_ID, advice -> advice.replaceFromWith("direct:message"));
        intake = context.getEndpoint("sync:accounts/salesforce", MockEndpoint.class);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aHundredNotificationsAreStoredTogetherAndAcknowledged() {
        String hundred = message(ORGANIZATION, IntStream.range(100, 200).mapToObj(number ->
                notification("04l000000000" + number + "AAA", "001000000000" + number + "AAA")).collect(Collectors.joining()));

        Message answer = post(hundred, Map.of("key", KEY));

        assertThat(status(answer)).isEqualTo(200);
        assertThat(answer.getBody(String.class)).contains("<Ack>true</Ack>", OutboundMessage.NAMESPACE);
        assertThat(intake.getExchanges()).hasSize(1);
        List<?> reports = intake.getExchanges().get(0).getMessage().getBody(List.class);
        assertThat(reports).hasSize(100);
        assertThat(reports.get(99)).isEqualTo(Map.of("@id", "001000000000199AAA", "@hint", true, "@eventId", "04l000000000199AAA"));
    }

    @Test
    void noHeaderFromOutsideReachesTheBridgeOrComesBack() {
        Message answer = post(ONE, Map.of("key", KEY, "SyncOperation", "delete", "CamelToEndpoint", "log:x"));

        assertThat(intake.getExchanges().get(0).getIn().getHeaders().keySet()).doesNotContain("SyncOperation", "key", "sync");
        assertThat(answer.getHeaders()).containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE, Exchange.CONTENT_TYPE);
    }

    @Test
    void whatIsNotWelcomeIsRefusedWithAReason() {
        assertRefused(401, "?key=", post(ONE, Map.of("key", "guess")));
        assertRefused(401, "?key=", post(ONE, Map.of()));
        assertRefused(404, "outbound-key", post(ONE, Map.of("key", KEY, "org", "none")));
        assertRefused(404, "outbound-key", post(ONE, Map.of("key", KEY, "org", "elsewhere")));
        assertRefused(404, "/&lt;sync&gt;/&lt;system&gt;", post(ONE, Map.of("key", KEY, "sync", "unknown")));
        assertRefused(403, "00D000000000002EAA", post(message("00D000000000002EAA", notification("04l000000000001AAA",
                "001000000000001AAA")), Map.of("key", KEY)));
        assertRefused(413, "larger than", post(" ".repeat(9 * 1024 * 1024), Map.of("key", KEY)));
        assertThat(intake.getExchanges()).isEmpty();
    }

    @Test
    void anyOrganizationIsTakenWhereNoneIsNamed() {
        assertThat(status(post(message("00D000000000002EAA", notification("04l000000000001AAA", "001000000000001AAA")),
                Map.of("key", KEY, "org", "any")))).isEqualTo(200);
    }

    @Test
    void whatIsNoOutboundMessageIsRefusedWithAReason() {
        assertRefused(400, "not XML", post("", Map.of("key", KEY)));
        assertRefused(400, "not XML", post("{\"Id\": 1}", Map.of("key", KEY)));
        assertRefused(400, "no Notification", post("<a/>", Map.of("key", KEY)));
        assertRefused(400, "no OrganizationId", post(message("mine\nand yours", notification("04l000000000001AAA",
                "001000000000001AAA")), Map.of("key", KEY)));
        assertRefused(400, "notification 1 has no Id", post(message(ORGANIZATION, notification("04l000000000001AAA",
                "001000000000001AAA") + notification("04l000000000002AAA", "' OR 1=1")), Map.of("key", KEY)));
    }

    @Test
    void nothingIsFetchedOrUnfoldedForAMessage() {
        String entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        String bomb = "<!DOCTYPE a [<!ENTITY a \"" + "x".repeat(1000) + "\"><!ENTITY x \"" + "&a;".repeat(1000) + "\">]>";
        for (String type : List.of(entity, bomb)) {
            assertRefused(400, "DOCTYPE", post(ONE.replace("<soapenv:Envelope", type + "<soapenv:Envelope")
                    .replace("001000000000001AAA", "&x;"), Map.of("key", KEY)));
        }
    }

    @Test
    void aStoreThatIsAwayAsksForPatience() {
        intake.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("store is down");
        });

        Message answer = post(ONE, Map.of("key", KEY));

        assertRefused(503, "again later", answer);
        assertThat(answer.getHeader("Retry-After", Integer.class)).isPositive();
    }

    private static String message(String organization, String notifications) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
                + "<notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\"><OrganizationId>" + organization
                + "</OrganizationId><ActionId>04k000000000001AAA</ActionId><SessionId xsi:nil=\"true\"/>"
                + notifications + "</notifications></soapenv:Body></soapenv:Envelope>";
    }

    private static String notification(String id, String recordId) {
        return "<Notification><Id>" + id + "</Id><sObject xsi:type=\"sf:Account\" xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\">"
                + "<sf:Id>" + recordId + "</sf:Id><sf:Name>A &amp; B</sf:Name></sObject></Notification>";
    }

    private Message post(String body, Map<String, Object> headers) {
        var all = new HashMap<String, Object>(Map.of("sync", "accounts", "system", "salesforce"));
        all.putAll(headers);
        Exchange exchange = context.createFluentProducerTemplate().to("direct:message")
                .withBody(body.getBytes(StandardCharsets.UTF_8)).withHeaders(all).request(Exchange.class);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private static void assertRefused(int status, String reason, Message answer) {
        assertThat(status(answer)).isEqualTo(status);
        assertThat(answer.getBody(String.class)).contains("<soapenv:Fault>").contains(reason).doesNotContain(KEY);
    }

    private static Integer status(Message answer) {
        return answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }
}
