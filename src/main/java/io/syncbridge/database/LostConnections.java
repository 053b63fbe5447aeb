package io.syncbridge.database;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.util.Set;

/** Knows the exceptions after which a connection is of no more use, so that the pool does not hand it out again. */
final class LostConnections implements ExceptionSorter {

    /** PostgreSQL's server ends the session; H2's database is closed, or its connection broken. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P05", "90067", "90098", "90121");

    @Override
    public boolean isFatal(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLRecoverableException || failure instanceof SQLNonTransientConnectionException
                || state != null && (state.startsWith("08") || ENDED.contains(state));
    }
}
