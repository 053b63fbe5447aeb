package io.syncbridge.connector.jdbc;

import io.syncbridge.component.Describes;
import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code sync-jdbc:<database>/<table>}, which the Kamelet {@code jdbc-table} stands on. As a producer it
 * answers the bridge's actions; as a consumer it says when there are new entries in a table's change log, or hands on what the
 * database's log tells of the table.
 */
@Singleton
@Named("sync-jdbc")
public class SyncJdbcComponent extends DefaultComponent implements Describes {

    private final Databases databases;
    private final Definitions definitions;
    private final ChangeStreams streams;

    @Inject
    public SyncJdbcComponent(Databases databases, Definitions definitions, ChangeStreams streams) {
        this.streams = streams;
        this.databases = databases;
        this.definitions = definitions;
    }

    ChangeStreams streams() {
        return streams;
    }

    /**
     * Returns the definition by which the bridge asks; nothing where its route does more than to hand over to the table,
     * as fields may have other names behind it.
     *
     * @param system as in the header {@code SyncSystem}: {@code contacts/crm}
     */
    Optional<SyncDefinition> definition(String system) {
        return isDirect(system) ? definitions.find(system.split("/")[0]) : Optional.empty();
    }

    /** Other routes may be starting, which changes the list. */
    private boolean isDirect(String system) {
        Model model = getCamelContext().getCamelContextExtension().getContextPlugin(Model.class);
        return List.copyOf(model.getRouteDefinitions()).stream().filter(route -> isOf(route, system))
                .map(route -> route.getOutputs().stream().filter(step -> !step.isAbstract()).toList())
                .anyMatch(steps -> steps.size() == 1 && steps.get(0) instanceof ToDefinition to && (to.getUri().startsWith("kamelet:jdbc-table") || to.getUri().startsWith("sync-jdbc:")));
    }

    private static boolean isOf(RouteDefinition route, String system) {
        return route.getInput() != null && route.getInput().getUri().replace("//", "").split("\\?")[0].equals("sync:" + system);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        int slash = remaining.indexOf('/');
        if (slash < 1 || slash == remaining.length() - 1) {
            throw new IllegalArgumentException("`" + uri + "` must read sync-jdbc:<database>/<table>");
        }
        var endpoint = new SyncJdbcEndpoint(uri, this, databases, remaining.substring(0, slash), remaining.substring(slash + 1));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
