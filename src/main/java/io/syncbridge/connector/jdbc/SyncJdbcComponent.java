package io.syncbridge.connector.jdbc;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code sync-jdbc:<database>/<table>}, which the Kamelet {@code jdbc-table} stands on. As a producer it
 * answers the bridge's actions; as a consumer it says when there are new entries in a table's change log.
 */
@Singleton
@Named("sync-jdbc")
public class SyncJdbcComponent extends DefaultComponent {

    private final Databases databases;

    @Inject
    public SyncJdbcComponent(Databases databases) {
        this.databases = databases;
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
