package io.syncbridge.database;

import io.agroal.api.AgroalPoolInterceptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Lets no connection wait for ever for a server that is gone without a word. */
final class Patience implements AgroalPoolInterceptor {

    private static final Logger LOG = Logger.getLogger(Patience.class);

    private final int millis;

    Patience(Duration silence) {
        this.millis = Math.toIntExact(silence.toMillis());
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            connection.setNetworkTimeout(Runnable::run, millis);
        } catch (SQLException | AbstractMethodError unsupported) {
            LOG.debugf("Connections of %s know no network timeout: %s", connection, unsupported.getMessage());
        }
    }
}
