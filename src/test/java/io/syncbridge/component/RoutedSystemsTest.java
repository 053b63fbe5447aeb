package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.model.Operation;
import io.syncbridge.model.SyncAction;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import io.syncbridge.operate.TestSync;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RoutedSystemsTest {

    private final SyncComponent component = new SyncComponent(null, null);
    private final RoutedSystems systems = new RoutedSystems(component, null, null);

    private static final SystemGuard GUARD = new SystemGuard("erp", new CallLimit("erp", SystemGuards.UNLIMITED), Clock.systemUTC(), changed -> { });
    private static final SystemGuards GUARDS = new SystemGuards(null, null, null, null, Clock.systemUTC()) {
        @Override
        SystemGuard of(String system) {
            return GUARD;
        }
    };

    @Test
    void whileRoutesAreStartedOrStoppedNobodyGoesOnWithoutAskingASystem() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            component.setCamelContext(camel);
            camel.start();
            assertThat(systems.knows("goods", "erp", SyncAction.READ)).as("its route may be started next").isTrue();
            assertThatThrownBy(() -> systems.read("goods", "erp", List.of("1")))
                    .isInstanceOfSatisfying(SystemCallException.class, e -> assertThat(e.isPassing()).isTrue());

            component.complete();
            assertThat(systems.knows("goods", "erp", SyncAction.READ)).as("it has no route").isFalse();
            camel.stop();
            assertThat(systems.knows("goods", "erp", SyncAction.READ)).as("its route was stopped").isTrue();
        }
    }

    @Test
    void aRouteThatIsStoppedWhileItIsAskedIsHeardOut() throws Exception {
        var contacts = new SyncComponent(TestSync.contacts(), null);
        try (var camel = erp(contacts, exchange -> {
            contacts.unregister(contacts.route("contacts", "erp"));
            exchange.getMessage().setHeader(SyncHeaders.SCAN_COMPLETE, true);
            exchange.getMessage().setBody(List.of(Map.of("no", 7)));
        })) {
            camel.start();
            Page page = new RoutedSystems(contacts, GUARDS, Clock.systemUTC()).changes("contacts", "erp", null, 10);
            assertThat(page.changes()).extracting(change -> change.ref().recordId()).containsExactly("7");
        }
    }

    @Test
    void aTroubleOfOneRouteLeavesTheSystemToTheOthers() throws Exception {
        var contacts = new SyncComponent(TestSync.contacts(), null);
        try (var camel = erp(contacts, exchange -> {
            throw SystemCallException.ofRoute("there is no table", null);
        })) {
            camel.start();
            var systems = new RoutedSystems(contacts, GUARDS, Clock.systemUTC());
            for (int i = 0; i < 2 * SystemGuard.FAILURES; i++) {
                assertThatThrownBy(() -> systems.changes("contacts", "erp", null, 10)).hasMessageContaining("there is no table")
                        .matches(e -> ((SystemCallException) e).isPassing());
                assertThat(systems.write("contacts", "erp", Operation.DELETE, List.of(new Write(Operation.DELETE, "s", "7", null, Map.of()))))
                        .allSatisfy(result -> assertThat(((WriteResult.Failed) result).passing()).isTrue());
            }
            assertThat(GUARD.pausedUntil()).isEmpty();
        }
    }

    private static DefaultCamelContext erp(SyncComponent contacts, Processor answer) throws Exception {
        var camel = new DefaultCamelContext();
        camel.addComponent("sync", contacts);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sync:contacts/erp").process(answer);
            }
        });
        return camel;
    }
}
