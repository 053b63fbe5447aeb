package io.syncbridge.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.BadChangeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
class WebhookRoutesTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant NOW = Instant.ofEpochSecond(1614265330);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private MockEndpoint intake;

    record Configured(Optional<List<String>> keys, boolean unsigned, Duration tolerance, int maxBody)
            implements BridgeConfig.Webhook {

        @Override
        public String signature() {
            return "standard";
        }

        @Override
        public Optional<String> header() {
            return Optional.empty();
        }

        @Override
        public Optional<String> id() {
            return Optional.empty();
        }

        @Override
        public Optional<String> record() {
            return Optional.empty();
        }

        @Override
        public Optional<String> operation() {
            return Optional.empty();
        }

        @Override
        public Optional<String> time() {
            return Optional.empty();
        }

        @Override
        public boolean hint() {
            return false;
        }
    }

    private record Known() implements KnownSyncs {

        @Override
        public boolean knows(String sync, String system) {
            return sync.equals("contacts");
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
        var webhooks = Map.<String, BridgeConfig.Webhook>of("contacts/erp", webhook(List.of(SECRET), false),
                "contacts/open", webhook(null, true), "contacts/forgotten", webhook(null, false),
                "gone/erp", webhook(List.of(SECRET), false));
        context.addComponent("platform-http", new MockComponent());
        var routes = new WebhookRoutes(new SignedWebhook(webhooks, new Known(), Clock.fixed(NOW, ZoneOffset.UTC)));
        context.addRoutes(routes);
        AdviceWith.adviceWith(context, WebhookRoutes.ROUTE_ID, advice -> advice.replaceFromWith("direct:webhook"));
        intake = context.getEndpoint("sync:contacts/erp", MockEndpoint.class);
        context.start();
    }

    private static Configured webhook(List<String> keys, boolean unsigned) {
        return new Configured(Optional.ofNullable(keys), unsigned, Duration.ofMinutes(5), 200);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aSignedWebhookIsAcceptedAndReachesItsSystem() {
        Message answer = post("contacts/erp", "{\"id\": 1}", signed("{\"id\": 1}"));

        assertThat(status(answer)).isEqualTo(202);
        assertThat(answer.getBody(String.class)).isEqualTo("{\"accepted\":1}");
        assertThat(intake.getExchanges()).hasSize(1);
        assertThat(intake.getExchanges().get(0).getMessage().getBody()).isEqualTo(List.of(Map.of("id", 1, "@eventId", "m1")));
    }

    @Test
    void noHeaderFromOutsideReachesTheBridgeOrComesBack() {
        Map<String, Object> headers = signed("{\"id\": 1}");
        headers.put("SyncOperation", "delete");
        headers.put("CamelToEndpoint", "log:x");
        headers.put("sync", "other");

        Message answer = post("contacts/erp", "{\"id\": 1}", headers);

        assertThat(intake.getExchanges().get(0).getIn().getHeaders().keySet())
                .doesNotContain("SyncOperation", "CamelToEndpoint", "sync", "webhook-signature");
        assertThat(answer.getHeaders()).containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE, Exchange.CONTENT_TYPE);
    }

    @Test
    void whatIsNotWelcomeIsRefusedWithAReason() {
        assertRefused(401, "no signature fits", post("contacts/erp", "{}", signed("{\"id\": 1}")));
        assertRefused(401, "webhook-signature", post("contacts/erp", "{}", Map.of()));
        assertRefused(401, "no signing key is set", post("contacts/forgotten", "{}", Map.of()));
        assertRefused(404, "no webhook is set up", post("contacts/crm", "{}", signed("{}")));
        assertRefused(404, "no webhook is set up", post("gone/erp", "{}", signed("{}")));
        assertRefused(400, "line 1", post("contacts/erp", "{oops", signed("{oops")));
        assertRefused(400, "empty", post("contacts/erp", "", signed("")));
        assertRefused(413, "larger than 200", post("contacts/erp", "\"" + "x".repeat(200) + "\"", Map.of()));
    }

    @Test
    void anUnsignedWebhookIsTakenWhereTheTeamSaysSo() {
        assertThat(status(post("contacts/open", "[{\"id\": 1}, {\"id\": 2}]", Map.of()))).isEqualTo(202);
    }

    @Test
    void aStoreThatIsAwayAsksForPatience() {
        intake.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("store is down", new IllegalArgumentException("bad port"));
        });

        Message answer = post("contacts/erp", "{\"id\": 1}", signed("{\"id\": 1}"));

        assertRefused(503, "again later", answer);
        assertThat(answer.getHeader("Retry-After", Integer.class)).isPositive();
    }

    @Test
    void aRecordThatTheBridgeCannotTakeIsTheSendersMistake() {
        intake.whenAnyExchangeReceived(exchange -> {
            throw new BadChangeException("the record holds no \"id\"");
        });

        assertRefused(400, "holds no \\\"id\\\"", post("contacts/erp", "{\"a\": 1}", signed("{\"a\": 1}")));
    }

    @Test
    void anUnreadableKeyIsNamedByItsProperty() {
        assertThatThrownBy(() -> new SignedWebhook(Map.of("a/b", webhook(List.of("hush"), false)), new Known(), Clock.systemUTC()))
                .hasMessageContaining("bridge.webhooks.\"a/b\".keys").hasMessageNotContaining("hush");
    }

    private static Map<String, Object> signed(String body) {
        return new HashMap<>(Map.of("webhook-id", "m1", "webhook-timestamp", "1614265330", "webhook-signature",
                SigningKey.of(SECRET).sign("m1", "1614265330", body.getBytes())));
    }

    private Message post(String address, String body, Map<String, Object> headers) {
        Exchange exchange = context.createFluentProducerTemplate().to("direct:webhook").withBody(body).withHeaders(headers)
                .withHeader(Exchange.HTTP_PATH, "/webhooks/" + address).request(Exchange.class);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private static void assertRefused(int status, String reason, Message answer) {
        assertThat(status(answer)).isEqualTo(status);
        assertThat(answer.getBody(String.class)).contains("\"error\"").contains(reason);
    }

    private static Integer status(Message answer) {
        return answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }
}
