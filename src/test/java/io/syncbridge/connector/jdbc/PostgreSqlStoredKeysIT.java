package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.syncbridge.model.Operation;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgreSqlStoredKeysIT extends StoredKeysContract {

    @Override
    TestDatabase database() {
        return TestServers.postgreSql();
    }

    @Override
    String generatedKey() {
        return "serial";
    }

    @Override
    String[] capitals() {
        return trigger("NEW.code := upper(NEW.code); RETURN NEW;");
    }

    @Override
    String[] dropping() {
        return trigger("RETURN NULL;");
    }

    @Test
    void aKeyThatTheTriggerOfAViewDoesNotTellIsLookedUpByWhatWasWritten() throws SQLException {
        run("DROP TABLE IF EXISTS hidden CASCADE", "CREATE TABLE hidden (no serial PRIMARY KEY, code text, name text)",
                "CREATE VIEW shown AS SELECT * FROM hidden OFFSET 0",
                "CREATE OR REPLACE FUNCTION on_shown() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO hidden (code, name)"
                        + " VALUES (NEW.code, NEW.name); RETURN NEW; END'",
                "CREATE TRIGGER on_shown INSTEAD OF INSERT ON shown FOR EACH ROW EXECUTE FUNCTION on_shown()");

        JdbcTable shown = table(TableSettings.whole("shown", List.of("no")), ChangesMode.HASH);

        List<Map<String, Object>> created = shown.write("sync/crm", Operation.CREATE, List.of(Map.of("code", "a", "name", "Teapot"), Map.of("code", "b")));
        assertThat(created).extracting(result -> result.get("@id"), result -> result.get("code")).containsExactly(tuple("1", "a"), tuple("2", "b"));
        assertThat(shown.write("sync/crm", Operation.CREATE, List.of(Map.of("code", "b")))).as("it may be either").singleElement()
                .satisfies(result -> assertThat(result).containsEntry("@status", "failed"));
    }

    private static String[] trigger(String body) {
        return new String[] {
            "CREATE OR REPLACE FUNCTION on_goods() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN " + body + " END'",
            "CREATE TRIGGER on_goods BEFORE INSERT OR UPDATE ON goods FOR EACH ROW EXECUTE FUNCTION on_goods()"};
    }
}
