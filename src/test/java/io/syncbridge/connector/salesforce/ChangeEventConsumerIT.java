package io.syncbridge.connector.salesforce;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.component.StreamPosition;
import io.syncbridge.demo.salesforce.SimulatedSalesforce;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Change events of the simulated Salesforce, with the bridge's intake replaced by one in memory. */
class ChangeEventConsumerIT {

    private static final String CHANNEL = "/data/AccountChangeEvent";

    /** What has been stored; both or none, as in the store. */
    private final List<Map<String, Object>> stored = new CopyOnWriteArrayList<>();
    private volatile String position;
    private final AtomicInteger polls = new AtomicInteger();
    private volatile int failures;

    private SimulatedSalesforce salesforce;
    private Org org;
    private DefaultCamelContext bridge;

    @BeforeEach
    void start() throws Exception {
        salesforce = SimulatedSalesforce.start();
        org = new Org(salesforce.url());
    }

    @AfterEach
    void stop() throws Exception {
        stopBridge();
        salesforce.close();
    }

    private void startBridge() throws Exception {
        bridge = new DefaultCamelContext();
        bridge.getRegistry().bind("salesforceConnections",
                new SalesforceConnections(Map.of("default", Login.of(salesforce.url())), "syncbridge"));
        bridge.addComponent("sync-salesforce", new SalesforceObjectComponent());
        bridge.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sync-salesforce:events?object=Account").process(ChangeEventConsumerIT.this::take);
            }
        });
        bridge.start();
    }

    private void stopBridge() {
        if (bridge != null) {
            bridge.stop();
        }
    }

    /** As the sync component does it. */
    @SuppressWarnings("unchecked")
    private synchronized void take(Exchange exchange) {
        var reached = exchange.getProperty(StreamPosition.PROPERTY, StreamPosition.class);
        if (exchange.getProperty(StreamPosition.POLL_PROPERTY, false, Boolean.class)) {
            polls.incrementAndGet();
        } else if (reached.position() == null) {
            exchange.setProperty(StreamPosition.PROPERTY, new StreamPosition(reached.stream(), position));
        } else if (failures > 0) {
            failures--;
            throw new IllegalStateException("the store is away");
        } else {
            stored.addAll(exchange.getMessage().getBody(List.class));
            position = reached.position();
        }
    }

    private void listening() {
        soon().until(() -> polls.get() > 0);
    }

    private static ConditionFactory soon() {
        return await();
    }

    private List<Object> ids() {
        return stored.stream().map(report -> report.get(ReportKeys.ID)).toList();
    }

    @Test
    void aChangeIsToldWithAnEventIdOfItsOwnAndItsPlaceIsKept() throws Exception {
        startBridge();
        listening();

        String id = org.create("Account", Map.of("Name", "New"));

        soon().untilAsserted(() -> assertThat(ids()).containsExactly(id));
        assertThat(stored.get(0)).containsEntry(ReportKeys.HINT, true).extractingByKey(ReportKeys.EVENT_ID).asString().endsWith("/" + id);
        assertThat(position).isEqualTo("1");
        org.delete("Account", id);
        soon().untilAsserted(() -> assertThat(stored).hasSize(2));
        assertThat(stored.get(1)).containsEntry(ReportKeys.OPERATION, "delete").containsKey(ReportKeys.TIME)
                .doesNotContainKey(ReportKeys.HINT);
    }

    @Test
    void whatHappensWhileTheBridgeIsDownIsToldAfterwards() throws Exception {
        startBridge();
        listening();
        String before = org.create("Account", Map.of("Name", "Before"));
        soon().until(() -> stored.size() == 1);
        stopBridge();

        String one = org.create("Account", Map.of("Name", "One"));
        String two = org.create("Account", Map.of("Name", "Two"));
        int polled = polls.get();
        startBridge();

        soon().untilAsserted(() -> assertThat(ids()).containsExactly(before, one, two));
        assertThat(polls).as("no poll was needed").hasValue(polled);
    }

    @Test
    void anEventThatCouldNotBeStoredComesAgainAndNothingOvertakesIt() throws Exception {
        startBridge();
        listening();
        String known = org.create("Account", Map.of("Name", "Known"));
        soon().until(() -> stored.size() == 1);
        failures = 1;

        String one = org.create("Account", Map.of("Name", "One"));
        String two = org.create("Account", Map.of("Name", "Two"));

        soon().untilAsserted(() -> assertThat(ids()).containsExactly(known, one, two));
    }

    @Test
    void aPlaceThatSalesforceDoesNotKnowIsMadeGoodByAPoll() throws Exception {
        position = "4711";
        startBridge();
        listening();

        assertThat(polls).hasValue(1);
        String id = org.create("Account", Map.of("Name", "New"));
        soon().untilAsserted(() -> assertThat(ids()).containsExactly(id));
        assertThat(position).isEqualTo("1");
    }

    @Test
    void aSessionThatEndsCostsNoEvent() throws Exception {
        startBridge();
        listening();
        String one = org.create("Account", Map.of("Name", "One"));
        soon().until(() -> stored.size() == 1);

        org.fault(Map.of("kind", "expired-sessions"));
        String two = org.create("Account", Map.of("Name", "Two"));
        String three = org.create("Account", Map.of("Name", "Three"));

        soon().untilAsserted(() -> assertThat(ids()).containsExactly(one, two, three));
    }

    @Test
    void whatEventsCouldNotTellIsAskedFor() throws Exception {
        startBridge();
        listening();

        org.fault(Map.of("kind", "gap", "changeType", "GAP_UPDATE", "ids", List.of("001000000000001AAA", "001000000000002AAA")));
        soon().untilAsserted(() -> assertThat(ids()).containsExactly("001000000000001AAA", "001000000000002AAA"));

        org.fault(Map.of("kind", "gap", "changeType", "GAP_OVERFLOW", "ids", List.of("000000000000000AAA")));
        soon().untilAsserted(() -> assertThat(polls).hasValue(2));
        assertThat(stored).hasSize(2);
        assertThat(position).isEqualTo("2");
    }

    @Test
    void ourOwnWritesAreNotNewsAndTheirPlaceIsNotedNowAndThen() throws Exception {
        startBridge();
        listening();

        org.as("syncbridge").create("Account", Map.of("Name", "Ours"));
        soon().untilAsserted(() -> assertThat(position).isEqualTo("1"));
        org.as("syncbridge").create("Account", Map.of("Name", "Ours too"));
        String theirs = org.as("other").create("Account", Map.of("Name", "Theirs"));

        soon().untilAsserted(() -> assertThat(ids()).containsExactly(theirs));
        assertThat(position).isEqualTo("3");
    }
}
