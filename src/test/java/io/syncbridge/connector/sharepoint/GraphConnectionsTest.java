package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphConnectionsTest {

    private final GraphConnections connections = new GraphConnections(Map.of("half",
            new Settings("http://graph.example", Optional.of("me"), Optional.empty(), Optional.empty())), (name, settings, fresh) -> "t");

    @Test
    void aLoginThatIsNotConfiguredIsNamedWithItsSettings() {
        assertThatThrownBy(() -> connections.settings("default")).hasMessageContaining("bridge.sharepoint.default.tenant")
                .hasMessageContaining("[half]");
    }

    @Test
    void whatIsMissingInALoginIsNamed() {
        assertThatThrownBy(() -> connections.settings("half")).hasMessageContaining("set bridge.sharepoint.half.client-secret.");
    }
}
