package io.syncbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpServer;
import io.syncbridge.Patience;
import io.syncbridge.connector.webhook.SigningKey;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo ERP's contacts on a real database, with a real receiver of its webhooks. */
class ErpContactsTest {

    private static final String KEY = "whsec_ZGVtby1vbmx5LW5vdC1hLXNlY3JldC1hdC1hbGw=";

    private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private HttpServer receiver;
    private Outbox outbox;
    private ErpContacts contacts;

    private record Config(String erpDatabase, String erpToken, URI webhook, String webhookKey) implements DemoConfig {
    }

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var headers = exchange.getRequestHeaders();
            String expected = SigningKey.of(KEY).sign(headers.getFirst("webhook-id"), headers.getFirst("webhook-timestamp"), body);
            int status = !expected.equals(headers.getFirst("webhook-signature")) ? 401
                    : statuses.isEmpty() ? 202 : statuses.poll();
            received.add(status + " " + headers.getFirst("webhook-id") + " " + new String(body));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        var config = new Config("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "demo",
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/webhooks/contacts/erp"), KEY);
        var database = new ErpDatabase(config);
        outbox = new Outbox(database, json, new WebhookSender(config));
        contacts = new ErpContacts(database, json, outbox);
        contacts.prepare();
        outbox.start();
    }

    @AfterEach
    void stop() {
        outbox.stop();
        receiver.stop(0);
    }

    @Test
    void theFirstContactsAreThereAndNobodyIsTold() {
        assertThat(contacts.list(null, null, 1, 5).total()).isEqualTo(People.generate().erp().size());
        assertThat(contacts.list(null, null, 1, 5).items()).extracting(ErpContact::id).first().isEqualTo("C-1001");
        contacts.prepare();
        assertThat(contacts.list(null, null, 2, 5).items()).hasSize(5);
        assertThat(received).isEmpty();
    }

    @Test
    void everyChangeIsToldUntilItIsAccepted() throws Exception {
        statuses.addAll(List.of(503, 500));
        var created = contacts.create(body("{\"fullName\": \"Ada\"}"));
        String id = created.contact().id();
        contacts.patch(id, 1L, body("{\"contact\": {\"email\": \"ada@example.org\"}, \"syncedBy\": \"bridge\"}"));
        contacts.delete(id, null);

        Patience.await().atMost(30, TimeUnit.SECONDS).until(() -> received.stream().filter(line -> line.startsWith("202")).count() == 3);
        var accepted = received.stream().filter(line -> line.startsWith("202")).toList();
        assertThat(accepted).anyMatch(line -> line.contains("contact.created")).anyMatch(line -> line.contains("contact.deleted"))
                .anyMatch(line -> line.contains("contact.updated") && line.contains("\"syncedBy\":\"bridge\""));
        assertThat(received).hasSize(5);
    }

    @Test
    void aPatchKeepsWhatItDoesNotName() throws Exception {
        String id = contacts.create(body("{\"fullName\": \"Ada\", \"contact\": {\"email\": \"a@x\", \"phone\": \"1\"}}")).contact().id();

        var patched = contacts.patch(id, null, body("{\"contact\": {\"phone\": null}, \"organisation\": \"Acme\"}")).orElseThrow();

        assertThat(patched.contact().fullName()).isEqualTo("Ada");
        assertThat(patched.contact().contact()).isEqualTo(new ErpContact.Reach("a@x", null));
        assertThat(patched.version()).isEqualTo(2);
        var replaced = contacts.replace(id, 2L, body("{\"fullName\": \"Bob\"}")).orElseThrow();
        assertThat(replaced.contact().organisation()).isNull();
    }

    @Test
    void anotherVersionIsNotTouched() throws Exception {
        String id = contacts.create(body("{\"fullName\": \"Ada\"}")).contact().id();

        assertThatThrownBy(() -> contacts.patch(id, 7L, body("{}"))).isInstanceOf(ErpContacts.StaleException.class);
        assertThatThrownBy(() -> contacts.delete(id, 7L)).isInstanceOf(ErpContacts.StaleException.class);
        assertThat(contacts.patch("C-1", null, body("{}"))).isEmpty();
        assertThat(contacts.delete("nonsense", null)).isFalse();
    }

    @Test
    void whatIsNoContactIsRefusedWithAllReasons() {
        assertThatThrownBy(() -> contacts.create(body("{\"dateOfBirth\": \"1980-01-31\", \"status\": \"gone\"}")))
                .hasMessageContaining("fullName").hasMessageContaining("31.01.1980").hasMessageContaining("active or inactive");
    }

    @Test
    void listsCanBeFiltered() throws Exception {
        Instant before = Instant.now();
        contacts.create(body("{\"fullName\": \"Ada\", \"contact\": {\"email\": \"Ada@example.org\"}}"));

        assertThat(contacts.list(before, null, 1, 50).items()).extracting(ErpContact::fullName).containsExactly("Ada");
        assertThat(contacts.list(null, "ada@EXAMPLE.org", 1, 50).total()).isEqualTo(1);
        assertThat(contacts.search("ada@ex", 5)).hasSize(1);
    }

    @Test
    void theWaitDoublesUpToAMinute() {
        assertThat(List.of(0, 1, 5, 6, 1000)).extracting(Outbox::waitSeconds).containsExactly(1L, 2L, 32L, 60L, 60L);
    }

    private JsonNode body(String text) throws Exception {
        return json.readTree(text);
    }
}
