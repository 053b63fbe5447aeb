package io.syncbridge.connector.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the statements that are sent to a database; a JDBC batch is one. */
final class StatementCount {

    private final AtomicInteger statements = new AtomicInteger();

    int get() {
        return statements.get();
    }

    void reset() {
        statements.set(0);
    }

    /** Returns the same database, with its statements counted. */
    DataSource watch(DataSource database) {
        return watch(DataSource.class, database);
    }

    private <T> T watch(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (target instanceof Statement && method.getName().startsWith("execute")) {
                statements.incrementAndGet();
            }
            try {
                return watched(method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private Object watched(Object result) {
        return result instanceof Connection connection ? watch(Connection.class, connection)
                : result instanceof PreparedStatement statement ? watch(PreparedStatement.class, statement)
                : result instanceof Statement statement ? watch(Statement.class, statement)
                : result;
    }
}
