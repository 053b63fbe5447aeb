package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionIT extends GraphListBase {

    private static final SystemName SYSTEM = new SystemName("accounts", "sharepoint");

    private HttpServer receiver;
    private SharePointList list;

    @BeforeEach
    void receive() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            byte[] token = URLDecoder.decode(exchange.getRequestURI().getRawQuery().replaceFirst("validationToken=", ""),
                    StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, token.length);
            exchange.getResponseBody().write(token);
            exchange.close();
        });
        receiver.start();
        list = new SharePointList(connections.client("default", context), "demo", "Companies", Clock.systemUTC());
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    @Test
    void thereIsOneHoweverOftenItIsSeenTo() throws Exception {
        subscription("secret", Clock.systemUTC()).ensure(false);
        JsonNode first = only();
        subscription("secret", Clock.offset(Clock.systemUTC(), Duration.ofHours(1))).ensure(false);

        assertThat(only().path("id")).isEqualTo(first.path("id"));
        assertThat(expiry(only())).as("renewed").isAfter(expiry(first));
        assertThat(first.path("resource").asText()).startsWith("sites/demo.sharepoint.com,").contains("/lists/");
    }

    @Test
    void oneThatIsGoneIsMadeAgain() throws Exception {
        Subscription subscription = subscription("secret", Clock.systemUTC());
        subscription.ensure(false);
        String first = only().path("id").asText();
        byHand("DELETE", "/v1.0/subscriptions/" + first, "");
        subscription.ensure(false);

        assertThat(only().path("id").asText()).isNotEqualTo(first);
        assertThat(subscription.isKnownAs(only().path("id").asText())).isTrue();
        assertThat(subscription.isKnownAs(first)).isFalse();
    }

    @Test
    void afterTheSecretChangedItIsMadeAnew() throws Exception {
        subscription("old", Clock.systemUTC()).ensure(false);
        subscription("new", Clock.systemUTC()).ensure(false);

        assertThat(ClientState.of("new", SYSTEM).fits(only().path("clientState").asText())).isTrue();
    }

    @Test
    void oneThatIsOfNoUseIsMadeAnew() throws Exception {
        subscription("secret", Clock.systemUTC()).ensure(false);
        String first = only().path("id").asText();
        subscription("secret", Clock.systemUTC()).ensure(true);

        assertThat(only().path("id").asText()).isNotEqualTo(first);
    }

    @Test
    void otherAddressesSubscriptionsAreLeftAlone() throws Exception {
        subscription("secret", Clock.systemUTC()).ensure(false);
        new Subscription(connections.client("default", context), list, address() + "-2", ClientState.of("x", SYSTEM), Clock.systemUTC())
                .ensure(false);

        assertThat(all()).hasSize(2);
    }

    @Test
    void anAddressThatDoesNotAnswerIsGraphsToRefuse() {
        receiver.stop(0);
        assertThatThrownBy(() -> subscription("secret", Clock.systemUTC()).ensure(false)).hasMessageContaining("ValidationError")
                .hasMessageNotContaining(ClientState.of("secret", SYSTEM).text());
    }

    private Subscription subscription(String secret, Clock clock) {
        return new Subscription(connections.client("default", context), list, address(), ClientState.of(secret, SYSTEM), clock);
    }

    private String address() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/notifications/graph/accounts/sharepoint";
    }

    private JsonNode only() {
        assertThat(all()).hasSize(1);
        return all().get(0);
    }

    private JsonNode all() {
        return byHand("GET", "/v1.0/subscriptions", "").path("value");
    }

    private static Instant expiry(JsonNode subscription) {
        return Instant.parse(subscription.path("expirationDateTime").asText());
    }
}
