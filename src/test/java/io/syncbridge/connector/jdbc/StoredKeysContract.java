package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.syncbridge.model.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records are known by the key that the database stored, whatever key it was given. */
abstract class StoredKeysContract extends RealTables {

    /** The SQL that has a trigger write the column {@code code} of {@code goods} in capitals before each insert and update. */
    abstract String[] capitals();

    /** The SQL that has a trigger of {@code goods} drop new rows and changes in silence; empty where that cannot be. */
    abstract String[] dropping();

    @BeforeEach
    void table() {
        run("DROP TABLE IF EXISTS goods", "DROP TABLE IF EXISTS counted", "DROP TABLE IF EXISTS parts", "DROP TABLE IF EXISTS fixed");
        run("CREATE TABLE goods (code VARCHAR(20) PRIMARY KEY, name VARCHAR(60))");
    }

    @Test
    void aKeyThatATriggerRewritesIsTheRecordsId() {
        run(capitals());

        List<Map<String, Object>> created = write("goods", Operation.CREATE,
                Map.of("code", "a-1", "name", "Teapot"), Map.of("code", "B-2", "name", "Cup"), Map.of("code", "c-3"));

        assertThat(created).extracting(result -> result.get("@id")).containsExactly("A-1", "B-2", "C-3");
        assertThat(created).extracting(result -> result.get("@status")).containsOnly("written");
        assertThat(created.get(0)).containsEntry(name("code"), "A-1").containsEntry(name("name"), "Teapot");
        assertThat(ids(read("goods", "A-1", "B-2", "C-3"))).containsExactlyInAnyOrder("A-1", "B-2", "C-3");
    }

    @Test
    void oneOfABatchWhoseKeyIsTakenInItsOtherSpellingIsRefusedAlone() {
        run(capitals());
        write("goods", Operation.CREATE, Map.of("code", "A-1", "name", "old"));

        assertThat(write("goods", Operation.CREATE, Map.of("code", "z"), Map.of("code", "a-1", "name", "new"), Map.of("code", "y")))
                .extracting(result -> result.get("@status")).containsExactly("written", "failed", "written");
        assertThat(read("goods", "A-1").get(0)).containsEntry(name("name"), "old");
    }

    @Test
    void aKeyThatIsRewrittenOnUpdateIsTheRecordsIdFromThereOn() {
        run("INSERT INTO goods VALUES ('a-1', 'Teapot'), ('B-2', 'Cup')");
        run(capitals());

        List<Map<String, Object>> updated = write("goods", Operation.UPDATE,
                Map.of("@id", "a-1", "name", "Pot"), Map.of("@id", "B-2", "name", "Mug"));

        assertThat(updated).extracting(result -> result.get("@id"), result -> result.get(name("name")))
                .containsExactly(tuple("A-1", "Pot"), tuple("B-2", "Mug"));
    }

    @Test
    void zeroAndNothingForAGeneratedKeyGetTheDatabasesNumber() {
        run("CREATE TABLE counted (id " + generatedKey() + " PRIMARY KEY, name VARCHAR(60))");

        List<Map<String, Object>> created = new ArrayList<>(write("counted", Operation.CREATE, Map.of("name", "a"), Map.of("name", "b")));
        created.addAll(write("counted", Operation.CREATE, Map.of("id", 0, "name", "zero")));
        created.addAll(write("counted", Operation.CREATE, Map.of()));

        assertThat(created).hasSize(4).allSatisfy(result -> {
            assertThat(result).containsEntry("@status", "written");
            assertThat(read("counted", (String) result.get("@id"))).hasSize(1);
            assertThat(read("counted", (String) result.get("@id")).get(0)).containsEntry(name("name"), result.get(name("name")));
        });
        assertThat(ids(created)).doesNotHaveDuplicates();
    }

    @Test
    void aRowOfNothingIsTheDatabasesToFillInAlsoWhereItsKeyHasTwoColumns() {
        run("CREATE TABLE parts (kind VARCHAR(9) DEFAULT 'new', price INT DEFAULT 7, name VARCHAR(60) DEFAULT 'none', PRIMARY KEY (kind, price))");

        List<Map<String, Object>> created = write("parts", Operation.CREATE, Map.of());
        if (created.get(0).get("@status").equals("written")) {
            assertThat(ids(created)).containsExactly("new|7");
            assertThat(read("parts", "new|7").get(0)).containsEntry(name("name"), "none");
        } else {
            assertThat(created.get(0).get("@error").toString()).as("a database that tells no such key").contains("map the key column");
        }
    }

    @Test
    void paddedAndRoundedAndCompositeKeysAreKnownAsTheyAreStored() {
        run("CREATE TABLE fixed (code CHAR(8) PRIMARY KEY, name VARCHAR(60))",
                "CREATE TABLE parts (kind VARCHAR(9), price DECIMAL(8,2), name VARCHAR(60), PRIMARY KEY (kind, price))");

        assertThat(ids(write("fixed", Operation.CREATE, Map.of("code", "ab", "name", "x"), Map.of("code", "cd ", "name", "y")))).containsExactly("ab", "cd");
        List<Map<String, Object>> parts = write("parts", Operation.CREATE,
                Map.of("kind", "a|b", "price", "1.50", "name", "x"), Map.of("kind", "c", "price", "2.004", "name", "y"));
        assertThat(ids(parts)).containsExactly("a\\|b|1.5", "c|2");
        assertThat(ids(read("parts", "a\\|b|1.5", "c|2"))).containsExactlyInAnyOrder("a\\|b|1.5", "c|2");
    }

    @Test
    void aRowThatTheDatabaseDropsInSilenceIsAFailedChange() {
        if (dropping().length > 0) {
            run("INSERT INTO goods VALUES ('b', 'Cup')");
            run(dropping());

            assertThat(write("goods", Operation.CREATE, Map.of("code", "a"), Map.of("code", "c"))).allSatisfy(result ->
                    assertThat(result).containsEntry("@status", "failed"));
            assertThat(write("goods", Operation.UPDATE, Map.of("@id", "b", "name", "Mug")).get(0)).containsEntry("@status", "failed")
                    .hasEntrySatisfying("@error", error -> assertThat((String) error).contains("trigger"));
        }
    }

    @Test
    void aRowThatTheFilterHidesIsNotKept() throws SQLException {
        assertThat(table("goods", "name <> 'Bob'").write("sync/crm", Operation.CREATE, List.of(Map.of("code", "a", "name", "Bob"))).get(0))
                .containsEntry("@status", "failed").hasEntrySatisfying("@error", error -> assertThat((String) error).contains("filter"));
        assertThat(read("goods", "a")).isEmpty();

        run("INSERT INTO goods VALUES ('b', 'Cyd')");
        assertThat(table("goods", "name <> 'Bob'").write("sync/crm", Operation.UPDATE, List.of(Map.of("@id", "b", "name", "Bob"))).get(0))
                .containsEntry("@status", "failed");
        assertThat(read("goods", "b").get(0)).containsEntry(name("name"), "Cyd");
    }
}
