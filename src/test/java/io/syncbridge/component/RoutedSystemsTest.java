package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.model.SyncAction;
import java.util.List;
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
}
