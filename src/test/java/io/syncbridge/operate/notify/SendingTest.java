package io.syncbridge.operate.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.syncbridge.BridgeConfig;
import io.syncbridge.operate.notify.Message.Line;
import io.syncbridge.operate.notify.Receivers.Receiver;
import io.syncbridge.store.TestStore;
import jakarta.mail.internet.MimeMessage;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendingTest {

    private static final Message MESSAGE = new Message(List.of(
            new Line(Topic.SYSTEMS, "crm", "System crm does not answer since now: \"<b>\" & M\u00fcller\nBcc: eve@example.org", "/console", false),
            new Line(Topic.POLLS, "a/b", "Polling of a/b works again.", "/console", true)), "https://bridge.example.org");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final Map<String, String> posted = new ConcurrentHashMap<>();
    private HttpServer http;
    private int status = 202;
    private int mailPort;

    @BeforeEach
    void start() throws Exception {
        camel.start();
        mail.start();
        mailPort = mail.getSmtp().getPort();
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        http.createContext("/", exchange -> {
            posted.put(exchange.getRequestURI().toString(), new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
        mail.stop();
        camel.stop();
    }

    @Test
    void aMailReachesAllItsReceiversWithLinks() throws Exception {
        assertThat(send("mail", "ops@example.org,anna@example.org")).isEmpty();

        MimeMessage[] received = mail.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getAllRecipients()).hasSize(2);
        assertThat(received[0].getHeader("Bcc")).as("what a system says stays what it says").isNull();
        assertThat(received[0].getSubject()).startsWith("Data Sync Bridge: System crm does not answer since now: \"<b>\" & M\u00fcller Bcc")
                .endsWith(" (and 1 more)");
        assertThat(received[0].getFrom()[0]).hasToString("bridge@example.org");
        assertThat(received[0].getContent().toString()).contains("M\u00fcller").contains("https://bridge.example.org/console");
    }

    @Test
    void slackAndTeamsGetTheirFormsAtTheWholeAddress() throws Exception {
        assertThat(send("slack", address("/services/T0/B0/x%2Fy"))).isEmpty();
        JsonNode slack = new ObjectMapper().readTree(posted.get("/services/T0/B0/x%2Fy"));
        assertThat(slack.path("text").asText()).contains("&lt;b&gt;\" &amp; M\u00fcller").contains("<https://bridge.example.org/console|");

        assertThat(send("teams", address("/workflows/1?api-version=2016&sp=%2Ftriggers&sig=k_1&httpMethod=GET"))).isEmpty();
        JsonNode teams = new ObjectMapper().readTree(posted.get("/workflows/1?api-version=2016&sp=%2Ftriggers&sig=k_1&httpMethod=GET"));
        assertThat(teams.at("/attachments/0/contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(teams.at("/attachments/0/content/body/0/text").asText()).startsWith("System crm");
        assertThat(teams.at("/attachments/0/content/body/1/actions/0/url").asText()).isEqualTo("https://bridge.example.org/console");
    }

    @Test
    void webhooksAndEndpointsGetJson() throws Exception {
        assertThat(send("webhook", address("/hook"))).isEmpty();
        JsonNode json = new ObjectMapper().readTree(posted.get("/hook"));
        assertThat(json.at("/notices/1/over").asBoolean()).isTrue();
        assertThat(json.at("/notices/0/topic").asText()).isEqualTo("systems");

        assertThat(send("endpoint", "seda:alerts")).isEmpty();
        Exchange received = camel.createConsumerTemplate().receive("seda:alerts", 60_000);
        assertThat(received.getMessage().getBody(String.class)).contains("\"link\":\"https://bridge.example.org/console\"");
        assertThat(received.getMessage().getHeader("subject", String.class)).startsWith("Data Sync Bridge: ");
    }

    @Test
    void whyNothingArrivedIsToldWithoutTheKeysInAddresses() {
        status = 410;
        assertThat(send("slack", address("/services/secret"))).contains("The server answered 410.");
        int port = http.getAddress().getPort();
        http.stop(0);
        assertThat(send("slack", "http://127.0.0.1:" + port + "/services/secret")).hasValueSatisfying(why -> assertThat(why).doesNotContain("secret"));
        assertThat(send("endpoint", "nonsense:secret")).hasValueSatisfying(why -> assertThat(why).contains("nonsense"));
        mail.stop();
        assertThat(send("mail", "ops@example.org")).isPresent();
    }

    @Test
    void settingsThatCannotWorkAreRefusedWithTheCure() {
        refused(".mail, .slack, .teams", "bridge.notify.to.x.about", "reviews");
        refused("exactly one of", "bridge.notify.to.x.slack", "https://a.example", "bridge.notify.to.x.teams", "https://b.example");
        refused("begins with https://", "bridge.notify.to.x.slack", "hooks.slack.com/services/x");
        refused("bridge.notify.mail.server", "bridge.notify.to.x.mail", "ops@example.org");
        refused("The topics are reviews, failures, brakes", "bridge.notify.to.x.webhook", "https://a.example", "bridge.notify.to.x.about", "break");
        refused("22:00-06:00", "bridge.notify.to.x.webhook", "https://a.example", "bridge.notify.to.x.quiet", "at night");
        refused("bridge.notify.to.x.zone", "bridge.notify.to.x.webhook", "https://a.example", "bridge.notify.to.x.quiet", "22:00-06:00");
        refused("leaves no time", "bridge.notify.to.x.webhook", "https://a.example", "bridge.notify.to.x.quiet", "00:00-12:00,12:00-00:00",
                "bridge.notify.to.x.zone", "UTC");
        refused("Europe/Berlin", "bridge.notify.to.x.webhook", "https://a.example", "bridge.notify.to.x.quiet", "22:00-06:00",
                "bridge.notify.to.x.zone", "Berlin");
    }

    @Test
    void quietHoursAndTopicsAreTheReceiversOwn() {
        Receiver receiver = new Receivers(TestStore.config("bridge.notify.to.x.webhook", "https://a.example", "bridge.notify.to.x.about", "brakes, Systems",
                "bridge.notify.to.x.quiet", "22:00-06:00", "bridge.notify.to.x.zone", "Europe/Berlin")).all().get(0);
        assertThat(receiver.about()).containsExactlyInAnyOrder(Topic.BRAKES, Topic.SYSTEMS);
        assertThat(receiver.quiet().until(Instant.parse("2026-03-01T21:30:00Z"))).contains(Instant.parse("2026-03-02T05:00:00Z"));
    }

    private static void refused(String cure, String... settings) {
        assertThatThrownBy(() -> new Receivers(TestStore.config(settings)).all()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bridge.notify.to.x").hasMessageContaining(cure);
    }

    private Optional<String> send(String way, String address) {
        BridgeConfig config = TestStore.config("bridge.notify.to.x." + way, address, "bridge.notify.mail.from", "bridge@example.org",
                "bridge.notify.mail.server", "smtp://127.0.0.1:" + mailPort);
        return new Sending(camel, camel.createProducerTemplate(), config).send(new Receivers(config).all().get(0), MESSAGE);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }
}
