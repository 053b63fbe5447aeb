package io.syncbridge.store;

import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;

/** A step of the store's migration that SQL alone cannot make, in Flyway's transaction. */
abstract class StoreMigration implements JavaMigration {

    private final String version;
    private final String description;

    StoreMigration(String version, String description) {
        this.version = version;
        this.description = description;
    }

    /** Migrates. Each statement may have been executed before: H2 commits each, and can be stopped in between. */
    abstract void migrate(Handle handle) throws SQLException;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion(version);
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Jdbi jdbi = Jdbi.create(context.getConnection()).registerArrayType(String.class, "varchar");
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        jdbi.useHandle(this::migrate);
    }
}
