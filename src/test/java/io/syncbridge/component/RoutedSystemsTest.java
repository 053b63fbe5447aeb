package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.model.SyncAction;
import io.syncbridge.operate.TestSync;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RoutedSystemsTest {

    private final SyncComponent component = new SyncComponent(null, null);
    private final RoutedSystems systems = new RoutedSystems(component, null, null);

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
        var guards = new SystemGuards(null, null, null, null, Clock.systemUTC()) {
            @Override
            SystemGuard of(String system) {
                return new SystemGuard(system, new CallLimit(system, UNLIMITED), Clock.systemUTC(), changed -> { });
            }
        };
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("sync", contacts);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("sync:contacts/erp").process(exchange -> {
                        contacts.unregister(contacts.route("contacts", "erp"));
                        exchange.getMessage().setHeader(SyncHeaders.SCAN_COMPLETE, true);
                        exchange.getMessage().setBody(List.of(Map.of("no", 7)));
                    });
                }
            });
            camel.start();
            Page page = new RoutedSystems(contacts, guards, Clock.systemUTC()).changes("contacts", "erp", null, 10);
            assertThat(page.changes()).extracting(change -> change.ref().recordId()).containsExactly("7");
        }
    }
}
