package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.syncbridge.model.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class MariaDbStoredKeysIT extends StoredKeysContract {

    @Override
    TestDatabase database() {
        return TestServers.mariaDb();
    }

    @Override
    String generatedKey() {
        return "INTEGER AUTO_INCREMENT";
    }

    @Override
    String[] capitals() {
        return new String[] {"CREATE TRIGGER capitals_i BEFORE INSERT ON goods FOR EACH ROW SET NEW.code = UPPER(NEW.code)",
            "CREATE TRIGGER capitals_u BEFORE UPDATE ON goods FOR EACH ROW SET NEW.code = UPPER(NEW.code)"};
    }

    @Override
    String[] dropping() {
        return new String[0];
    }

    @Test
    void aKeyThatADatabaseWithoutReturningRewritesIsAFailedChangeAndNothingIsKept() throws SQLException {
        run(capitals());
        run("CREATE TABLE counted (id " + generatedKey() + " PRIMARY KEY, name VARCHAR(60))");

        assertThat(old("goods").write(Operation.CREATE, List.of(Map.of("code", "a-1"), Map.of("code", "B-2"))))
                .extracting(result -> result.get("@status"), result -> result.get("@id"))
                .containsExactly(tuple("written", "A-1"), tuple("written", "B-2"));
        assertThat(old("counted").write(Operation.CREATE, List.of(Map.of("name", "a"), Map.of("name", "b"))))
                .extracting(result -> result.get("@id")).containsExactly("1", "2");
        assertThat(old("counted").write(Operation.CREATE, List.of(Map.of("id", 0, "name", "c"))).get(0)).containsEntry("@status", "failed")
                .hasEntrySatisfying("@error", error -> assertThat((String) error).contains("not found as `0`"));
        assertThat(read("counted", "1", "2", "3", "4")).hasSize(2);
    }

    /** The table as on MySQL, whose INSERT has no RETURNING. */
    private TableWriter old(String name) throws SQLException {
        DataSource database = new Databases(Map.of("real", database()), null, null).get("real");
        try (Connection connection = database.getConnection()) {
            Table table = TableLookup.find(connection, TableSettings.whole(name, List.of()));
            return new TableWriter(database, new Table(new MariaDbDialect(false), table.schema(), table.name(), table.key(),
                    table.modified(), table.all(), table.selected(), table.filter(), table.blanks(), table.types()), true, OwnWrites.UNTOLD, LocalTransaction::run);
        }
    }
}
