package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.syncbridge.Patience;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.definition.Definitions;
import io.syncbridge.mapping.Filter;
import io.syncbridge.model.Operation;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import javax.sql.DataSource;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code sync-jdbc} promises on every database. */
abstract class JdbcTableContract {

    private static final String CONTACTS = "sync-jdbc:crm/contacts";
    private static final String BY_TIME = CONTACTS + "?modified=changed&overlap=500ms";
    private static final String BY_LOG = CONTACTS + "?changes=log&install=true";

    private DefaultCamelContext camel;
    private Databases databases;

    /** The database; it is empty but for what an earlier test of the class left. */
    abstract TestDatabase database();

    /** The column type for moments, with microseconds. */
    abstract String momentType();

    /** The column type for text that holds JSON. */
    abstract String jsonType();

    /** A column that the database fills in with numbers of its own. */
    abstract String generatedKey();

    /** The type of text that is compared letter by letter. */
    String exactText() {
        return "VARCHAR(60)";
    }

    @BeforeEach
    void start() {
        databases = new Databases(Map.of("crm", database()), null, null);
        camel = new DefaultCamelContext();
        camel.addComponent("sync-jdbc", new SyncJdbcComponent(databases, new Definitions(List.of(), List.of()), new io.syncbridge.connector.cdc.ChangeStreams(Map.of(), null)));
        camel.start();
        database().run(
                "DROP TABLE IF EXISTS children",
                "DROP TABLE IF EXISTS contacts",
                "DROP TABLE IF EXISTS " + quoted("contacts_changes"),
                "DROP TABLE IF EXISTS " + quoted("CONTACTS_changes"),
                "CREATE TABLE contacts (id " + generatedKey() + " PRIMARY KEY, name VARCHAR(60), revenue DECIMAL(12,2),"
                        + " active BOOLEAN, born DATE, email VARCHAR(40) UNIQUE, extra " + jsonType() + ", changed " + momentType() + ")");
    }

    @AfterEach
    void stop() {
        camel.stop();
        databases.close();
    }

    // Reading

    @Test
    void readsTheRecordsThatExistAsJsonShapedMaps() {
        insert(1, "Ada");
        database().run("UPDATE contacts SET revenue = 1200.50, active = TRUE, born = DATE '1815-12-10', extra = "
                + json("{\"b\":[1,2.5],\"a\":null}") + ", changed = " + moment("2024-05-01 10:00:00.123456"));

        Map<String, Object> record = only(call(BY_TIME, "read", List.of("1", "2", "no number")));

        assertThat(record).containsEntry("@id", "1").containsEntry("id", 1L).containsEntry("name", "Ada")
                .containsEntry("revenue", new BigDecimal("1200.5")).containsEntry("active", true)
                .containsEntry("born", "1815-12-10").containsEntry("email", null)
                .containsEntry("@time", "2024-05-01T10:00:00.123456Z");
        assertThat((String) record.get("@version")).matches("[0-9a-f]{32}");
    }

    @Test
    void whatIsReadCanBeWrittenBack() {
        insert(1, "Ada");
        database().run("UPDATE contacts SET revenue = 7, active = FALSE, born = DATE '2000-02-29', extra = "
                + json("{\"a\":1}") + ", changed = " + moment("2024-05-01 10:00:00.5"));
        Map<String, Object> before = only(call(CONTACTS, "read", List.of("1")));

        Map<String, Object> after = only(call(CONTACTS, "update", List.of(before)));

        assertThat(after).containsEntry("@status", "written").containsAllEntriesOf(before);
    }

    @Test
    void aMomentIsReadAsTheOneThatWasWrittenWhereTheZoneIsStated() {
        String inBerlin = CONTACTS + "?zone=Europe/Berlin";

        Map<String, Object> created = only(call(inBerlin, "create", List.of(Map.of("name", "Ada", "changed", "2024-07-01T10:00:00Z"))));

        assertThat(OffsetDateTime.parse(created.get("changed").toString()).toInstant()).isEqualTo("2024-07-01T10:00:00Z");
        assertThat(call(inBerlin, "find", List.of(Map.of("changed", created.get("changed"))))).hasSize(1);
        assertThat(only(call(inBerlin, "update", List.of(created)))).containsEntry("changed", created.get("changed"));
    }

    @Test
    void findsTextInOtherSpellings() {
        String people = "sync-jdbc:crm/people";
        database().run("DROP TABLE IF EXISTS people",
                "CREATE TABLE people (id INTEGER PRIMARY KEY, name " + exactText() + ", email " + exactText() + ")",
                "INSERT INTO people VALUES (1, 'Jos\u00e9@Example.org', 'x'), (2, ' JOSE\u0301@EXAMPLE.ORG ', 'x'),"
                        + " (3, 'jose\u0301@example.org\t\n', 'x'), (4, 'jos\u00c9@example.org', 'y'), (5, 'jo%@example.org', 'x'), (6, 'ann', 'A@x'), (7, '\u00a0Bo\u00a0', 'x')");

        for (String spelling : List.of("jos\u00e9@example.org", "Jose\u0301@example.org", "JOS\u00c9@EXAMPLE.ORG")) {
            assertThat(ids(call(people, "find", List.of(Map.of("name", spelling))))).as(spelling).contains("1", "2", "3", "4")
                    .doesNotContain("5", "6");
        }
        assertThat(ids(call(people, "find", List.of(Map.of("name", "Jos\u00e9@example.org", "email", "X"), Map.of("name", "ann", "email", "b")))))
                .contains("1", "2", "3").doesNotContain("4", "5", "6");
        assertThat(ids(call(people, "find", List.of(Map.of("id", 6, "name", "ANN"), Map.of("id", 5, "name", "ann"))))).containsExactly("6");
        assertThat(ids(call(people, "find", List.of(Map.of("name", "bo"))))).containsExactly("7");
        insert(1, "Jos\u00e9");
        assertThat(ids(call(CONTACTS, "find", List.of(Map.of("name", "jose\u0301"), Map.of("name", "\u4e2d"))))).containsExactly("1");
    }

    @Test
    void findsPhoneNumbersInOtherNotations() {
        String people = "sync-jdbc:crm/people";
        database().run("DROP TABLE IF EXISTS people",
                "CREATE TABLE people (id INTEGER PRIMARY KEY, phone " + exactText() + ")",
                "INSERT INTO people VALUES (1, '030 / 123-45-67'), (2, '+49 30\u00a01234567\u00a0'), (3, '\uff10\uff13\uff10 \uff11\uff12\uff13\uff14\uff15\uff16\uff17'),"
                        + " (4, '030 1234568'), (5, '(030) 1234567 '), (6, NULL)");

        for (String notation : List.of("+49301234567", "030 1234567", "(030) 123 45 67")) {
            assertThat(ids(call(people, "find", List.of(Map.of("phone", notation))))).as(notation).containsExactlyInAnyOrder("1", "2", "3", "5");
        }
        assertThat(ids(call(people, "find", List.of(Map.of("id", 5, "phone", "+49301234567"), Map.of("id", 4, "phone", "abc")))))
                .containsExactly("5");
    }

    @Test
    void findsByAllFieldsOfAnyCriterion() {
        insert(1, "Ada");
        insert(2, "Bob");
        insert(3, "Cyd");
        database().run("UPDATE contacts SET email = 'b@x' WHERE id = 2");

        assertThat(ids(call(CONTACTS, "find", List.of(Map.of("NAME", "Ada"), Map.of("name", "Bob", "email", "b@x"),
                Map.of("name", "Cyd", "email", "c@x"), Map.of("id", "no number"))))).containsExactlyInAnyOrder("1", "2");
        Map<String, Object> blankMail = new TreeMap<>(Map.of("name", "Cyd"));
        blankMail.put("email", null);
        assertThat(ids(call(CONTACTS, "find", List.of(blankMail)))).containsExactly("3");
    }

    @Test
    void anEmptyTableHasNoChanges() {
        assertThat(ids(changes(BY_TIME, null, 10))).isEmpty();
    }

    @Test
    void aFilterHidesTheOtherRows() {
        insert(1, "Ada");
        insert(2, "Bob");
        String filtered = CONTACTS + "?filter=RAW(name <> 'Bob' -- not he)";

        assertThat(ids(call(filtered, "read", List.of("1", "2")))).containsExactly("1");
        assertThat(ids(changes(filtered, null, 10))).containsExactly("1");
        assertThat(only(call(filtered, "delete", List.of(Map.of("@id", "2"))))).containsEntry("@status", "missing");
    }

    @Test
    void aScanWithAFilterReportsNothingElseAndChangesAreReportedAllTheSame() {
        insert(1, "Ada");
        insert(2, "Bob");
        insert(3, "Cid");
        database().run("UPDATE contacts SET revenue = 10 * id, active = (id < 3)");
        Map<String, Object> wanted = Map.of("name", List.of("Ada", "Bob", "Cid"), "active", true, "revenue", Map.of("min", 15),
                "id", Map.of("not", 9), "email", Map.of("blank", true));

        Exchange scan = scan(BY_TIME, null, 1, wanted);
        assertThat(ids(records(scan))).containsExactly("2");
        assertThat(scan.getMessage().getHeader("SyncMore")).isEqualTo(false);
        assertThat(ids(records(scan(BY_TIME, null, 10, Map.of("revenue", "a lot"))))).as("what no column holds").isEmpty();

        database().run("UPDATE contacts SET active = FALSE, changed = " + now() + " WHERE id = 2");
        assertThat(ids(records(scan(BY_TIME, scan.getMessage().getHeader("SyncCursor", String.class), 10, wanted)))).contains("2");
        assertThatThrownBy(() -> scan(BY_TIME, null, 10, Map.of("naem", "Ada"))).rootCause().hasMessageContaining("naem");
        assertThatThrownBy(() -> scan(CONTACTS + "?columns=name", null, 10, Map.of("active", true))).rootCause()
                .hasMessageContaining("name it in the option columns");
    }

    @Test
    void textForABooleanIsLeftToTheBridge() {
        insert(1, "Ada");
        database().run("UPDATE contacts SET active = FALSE");

        for (Object wanted : List.of(0, "0", "no", false)) {
            assertThat(ids(records(scan(BY_TIME, null, 10, Map.of("active", wanted))))).as("%s", wanted).containsExactly("1");
        }
    }

    // Writing

    @Test
    void createsReturnTheRecordsWithTheirKeys() {
        List<Map<String, Object>> results = call(BY_TIME, "create", List.of(
                Map.of("name", "Ada", "@syncId", "s1"), Map.of("name", "Bob", "revenue", 3), Map.of("name", "Cyd")));

        assertThat(results).allMatch(result -> result.get("@status").equals("written"));
        assertThat(results).extracting(result -> result.get("name")).containsExactly("Ada", "Bob", "Cyd");
        assertThat(results).extracting(result -> result.get("@version"))
                .containsExactlyInAnyOrderElementsOf(call(BY_TIME, "read", ids(results)).stream().map(result -> result.get("@version")).toList());
        assertThat(results).allMatch(result -> Instant.parse((String) result.get("@time")).isAfter(Instant.EPOCH));
        assertThat(only(call(BY_TIME, "create", List.of(Map.of("id", 77, "name", "Dan"))))).containsEntry("@id", "77");
    }

    @Test
    void anUpdateWritesOnlyWhatStillHasTheExpectedVersion() {
        insert(1, "Ada");
        insert(2, "Bob");
        List<Map<String, Object>> read = call(BY_TIME, "read", List.of("1", "2"));
        database().run("UPDATE contacts SET revenue = 5 WHERE id = 2");

        List<Map<String, Object>> results = call(BY_TIME, "update", List.of(
                Map.of("@id", "1", "@version", version(read, "1"), "name", "Ada L."),
                Map.of("@id", "2", "@version", version(read, "2"), "name", "Bob M."),
                Map.of("@id", "3", "name", "Cyd"),
                Map.of("@id", "1", "name", "twice")));

        assertThat(results).extracting(result -> result.get("@status")).containsExactly("written", "stale", "missing", "stale");
        Map<String, Object> now = only(call(BY_TIME, "read", List.of("1")));
        assertThat(now).containsEntry("name", "Ada L.");
        assertThat(now.get("@version")).isEqualTo(results.get(0).get("@version")).isNotEqualTo(version(read, "1"));
        assertThat(now.get("@time")).isNotNull();
    }

    @Test
    void theModifiedColumnIsLeftAloneWhereItIsWrittenOrTouchIsOff() {
        insert(1, "Ada");

        assertThat(only(call(BY_TIME, "update", List.of(Map.of("@id", "1", "changed", "2020-01-01T00:00:00Z", "name", "A")))))
                .containsEntry("@time", "2020-01-01T00:00:00Z");
        assertThat(only(call(BY_TIME + "&touch=false", "update", List.of(Map.of("@id", "1", "name", "B")))))
                .containsEntry("@time", "2020-01-01T00:00:00Z");
    }

    @Test
    void deletesAreConditionalToo() {
        insert(1, "Ada");
        insert(2, "Bob");
        List<Map<String, Object>> read = call(CONTACTS, "read", List.of("1", "2"));
        database().run("UPDATE contacts SET revenue = 5 WHERE id = 2");

        List<Map<String, Object>> results = call(CONTACTS, "delete", List.of(
                Map.of("@id", "1", "@version", version(read, "1")),
                Map.of("@id", "2", "@version", version(read, "2")),
                Map.of("@id", "3")));

        assertThat(results).extracting(result -> result.get("@status")).containsExactly("written", "stale", "missing");
        assertThat(ids(call(CONTACTS, "read", List.of("1", "2")))).containsExactly("2");
    }

    @Test
    void badRecordsDoNotSpoilTheirBatch() {
        insert(1, "Ada");

        List<Map<String, Object>> results = call(CONTACTS, "create", List.of(
                Map.of("id", 2, "name", "Bob"),
                Map.of("id", 1, "name", "taken"),
                Map.of("id", 3, "revenue", "much"),
                Map.of("id", 4, "nmae", "Dan"),
                Map.of("id", 5, "name", "x".repeat(61)),
                Map.of("id", 6, "name", "Fay")));

        assertThat(results).extracting(result -> result.get("@status"))
                .containsExactly("written", "failed", "failed", "failed", "failed", "written");
        assertThat(results.subList(1, 5)).allMatch(result -> result.get("@passing").equals(false));
        assertThat((String) results.get(2).get("@error")).containsIgnoringCase("column `revenue` cannot hold `much`");
        assertThat((String) results.get(3).get("@error")).containsIgnoringCase("did you mean `name`?");
        assertThat(ids(call(CONTACTS, "read", List.of("1", "2", "3", "4", "5", "6")))).containsExactlyInAnyOrder("1", "2", "6");
    }

    @Test
    void aRefusedFieldIsNamedAndTheReasonHasItsKind() {
        insert(1, "Ada");
        insert(2, "Bob");
        database().run("UPDATE contacts SET email = 'b@x' WHERE id = 2");

        List<Map<String, Object>> results = call(CONTACTS, "update", List.of(
                Map.of("@id", "1", "name", "x".repeat(61), "revenue", 7), Map.of("@id", "1", "email", "b@x"), Map.of("@id", "2", "revenue", "much")));
        Map<String, Object> created = only(call(CONTACTS, "create", List.of(Map.of("id", 3, "name", "Cyd", "email", "c".repeat(41)))));

        assertThat(results).extracting(result -> result.get("@kind")).containsExactly("field", "unique", "field");
        assertThat(fields(results.get(0))).containsExactly("name");
        assertThat(fields(results.get(2))).containsExactly("revenue");
        assertThat(fields(created)).containsExactly("email");
        assertThat(call(CONTACTS, "read", List.of("3"))).as("nothing of a try stays").isEmpty();
    }

    @Test
    void rowsExchangeTheirUniqueValuesInAnyOrder() {
        for (int id = 1; id <= 7; id++) {
            insert(id, "n" + id);
            database().run("UPDATE contacts SET email = '" + id + "@x' WHERE id = " + id);
        }

        List<Map<String, Object>> results = call(CONTACTS, "update", List.of(
                Map.of("@id", "1", "email", "2@x"), Map.of("@id", "2", "email", "1@x"),
                Map.of("@id", "3", "email", "4@x"), Map.of("@id", "4", "email", "5@x"), Map.of("@id", "5", "email", "3@x"),
                Map.of("@id", "6", "email", "7@x")));

        assertThat(results).extracting(result -> result.get("@status"))
                .containsExactly("written", "written", "written", "written", "written", "failed");
        assertThat(call(CONTACTS, "read", List.of("1", "2", "3", "4", "5", "6", "7"))).extracting(row -> row.get("@id") + ":" + row.get("email"))
                .containsExactlyInAnyOrder("1:2@x", "2:1@x", "3:4@x", "4:5@x", "5:3@x", "6:6@x", "7:7@x");
    }

    @Test
    void valuesThatAreUniqueTogetherAreNamedAsFarAsTheyAreWrittenAndExchangedLikeSingleOnes() {
        database().run("DROP TABLE IF EXISTS seats", "CREATE TABLE seats (id INTEGER PRIMARY KEY, hall VARCHAR(5) NOT NULL, seat INTEGER NOT NULL,"
                + " guest VARCHAR(20), CONSTRAINT one_guest UNIQUE (hall, seat))");
        for (String seat : List.of("1, 'x', 1", "2, 'x', 2", "3, 'y', 1", "4, 'y', 2")) {
            database().run("INSERT INTO seats (id, hall, seat) VALUES (" + seat + ")");
        }
        String seats = "sync-jdbc:crm/seats";

        assertThat(refusal(seats, "update", Map.of("@id", "2", "seat", 1, "guest", "Ann"))).isEqualTo("unique [seat]");
        assertThat(refusal(seats, "update", Map.of("@id", "3", "hall", "x"))).isEqualTo("unique [hall]");
        assertThat(refusal(seats, "update", Map.of("@id", "3", "hall", "x", "seat", 2))).isEqualTo("unique [hall, seat]");
        assertThat(call(seats, "update", List.of(Map.of("@id", "1", "seat", 2), Map.of("@id", "2", "hall", "y", "seat", 1),
                Map.of("@id", "3", "hall", "x", "guest", "Bob"), Map.of("@id", "4", "guest", "Cyd"))))
                .extracting(result -> result.get("@status")).containsOnly("written");
        assertThat(call(seats, "read", List.of("1", "2", "3"))).extracting(row -> row.get("@id") + ":" + row.get("hall") + row.get("seat"))
                .containsExactlyInAnyOrder("1:x2", "2:y1", "3:x1");
        database().run("DROP TABLE seats");
    }

    @Test
    void aRowWithoutAKeyStopsNoOther() {
        insert(1, "Ada");
        insert(2, "nobody");
        insert(3, "nobody else");
        database().run("UPDATE contacts SET email = 'a@x' WHERE id = 1");

        List<Map<String, Object>> scanned = records(ask(CONTACTS + "?key=email", null, 10));

        assertThat(scanned).hasSize(3);
        assertThat(scanned.get(0)).containsEntry("@id", "a@x").doesNotContainKey("@problem");
        assertThat(scanned.subList(1, 3)).allSatisfy(row -> assertThat(row).doesNotContainKey("@id")
                .hasEntrySatisfying("@problem", problem -> assertThat((String) problem).containsIgnoringCase("`email` holds NULL")));
    }

    private static List<String> fields(Map<String, Object> result) {
        return ((List<?>) result.get("@fields")).stream().map(field -> field.toString().toLowerCase(java.util.Locale.ROOT)).toList();
    }

    @Test
    void aLockedRowIsAPassingFailure() throws Exception {
        insert(1, "Ada");
        insert(2, "Bob");
        try (Connection other = database().connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE contacts SET name = 'held' WHERE id = 2");

            assertThat(call(CONTACTS, "update", List.of(Map.of("@id", "1", "name", "A"), Map.of("@id", "2", "name", "B"))))
                    .extracting(result -> result.get("@status"), result -> result.get("@passing"))
                    .containsOnly(tuple("failed", true));
            other.rollback();
        }
    }

    @Test
    void noActionTakesMoreStatementsForMoreRecords() throws Exception {
        assertThat(statements(40)).isEqualTo(statements(2));
    }

    // Names

    @Test
    void compositeKeysAndOddNamesAndHostileValuesAreJustNamesAndValues() {
        String odd = "odd \"na`me'; --";
        database().run("DROP TABLE IF EXISTS " + quoted(odd),
                "CREATE TABLE " + quoted(odd) + " (" + quoted("key one") + " VARCHAR(40), " + quoted("select")
                        + " INTEGER, " + quoted("it's \"?\"") + " VARCHAR(80), PRIMARY KEY (" + quoted("key one") + ", " + quoted("select") + "))");
        String uri = "sync-jdbc:crm/" + odd.replace("\"", "%22").replace("`", "%60").replace(" ", "%20").replace(";", "%3B");
        String hostile = "'); DROP TABLE contacts; --";

        Map<String, Object> created = only(call(uri, "create",
                List.of(Map.of("key one", "a|b\\", "select", 7, "it's \"?\"", hostile))));
        assertThat(created).containsEntry("@status", "written").containsEntry("@id", "a\\|b\\\\|7");
        assertThat(only(call(uri, "find", List.of(Map.of("it's \"?\"", hostile))))).containsEntry("@id", "a\\|b\\\\|7");
        assertThat(only(call(uri, "update", List.of(Map.of("@id", "a\\|b\\\\|7", "it's \"?\"", "tame"))))).containsEntry("it's \"?\"", "tame");
        assertThat(call(uri, "read", List.of(hostile, "1 OR 1=1|7"))).isEmpty();
        call(uri, "create", List.of(Map.of("key one", "z", "select", 1), Map.of("key one", "z", "select", 2)));
        assertThat(scan(uri, 1)).containsExactlyInAnyOrder("a\\|b\\\\|7", "z|1", "z|2");
        assertThat(only(call(uri, "delete", List.of(Map.of("@id", "a\\|b\\\\|7"))))).containsEntry("@status", "written");
        database().run("DROP TABLE " + quoted(odd), "SELECT * FROM contacts");
    }

    @Test
    void misspelledNamesAreRefusedWithTheNearest() {
        assertThatThrownBy(() -> call("sync-jdbc:crm/contacts?changes=cdc", "changes", null)).rootCause()
                .hasMessageContaining(database().url().contains("postgresql") ? "no route reads" : "use changes=log, modified or hash");
        assertThatThrownBy(() -> call("sync-jdbc:crm/contcats", "read", List.of())).rootCause()
                .hasMessageContaining("there is no table `contcats`").hasMessageMatching("(?is).*did you mean `contacts`.*");
        assertThatThrownBy(() -> call(CONTACTS + "?modified=chnaged", "read", List.of())).rootCause()
                .hasMessageMatching("(?is).*no column `chnaged`.*did you mean `changed`.*");
        assertThatThrownBy(() -> call(CONTACTS + "?key=id;DROP TABLE contacts", "read", List.of())).rootCause()
                .hasMessageMatching("(?is).*no column `id;DROP TABLE contacts`.*");
        assertThatThrownBy(() -> call(CONTACTS + "?modfied=changed", "read", List.of())).hasStackTraceContaining("modfied");
        assertThatThrownBy(() -> call("sync-jdbc:cmr/contacts", "read", List.of())).rootCause()
                .hasMessageContaining("no database `cmr` is configured").hasMessageContaining("Did you mean `crm`");
        assertThatThrownBy(() -> call(CONTACTS + "?modified=name", "read", List.of())).rootCause()
                .hasMessageContaining("modified must name a timestamp");
    }

    // Changes by modified time

    @Test
    void aScanIsFollowedByWhatChangedSince() {
        for (int id = 1; id <= 5; id++) {
            insert(id, "n" + id);
        }
        Poll poll = new Poll(BY_TIME);
        assertThat(poll.all(2)).containsExactly("1", "2", "3", "4", "5");

        update(3, "new");
        insert(6, "n6");

        assertThat(poll.all(2)).contains("3", "6");
    }

    @Test
    void rowsWithTheSameTimeAreAllReportedHoweverSmallThePage() {
        insert(1, "first");
        Poll poll = new Poll(BY_TIME);
        poll.all(10);
        try (var connection = database().connect(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int id = 2; id <= 9; id++) {
                statement.execute("INSERT INTO contacts (id, name, changed) VALUES (" + id + ", 'same', " + moment("2099-01-01 00:00:00") + ")");
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }

        assertThat(poll.all(1)).contains("2", "3", "4", "5", "6", "7", "8", "9");
        update(1, "after one in the far future");
        assertThat(poll.all(1)).contains("1");
    }

    @Test
    void aTransactionThatCommitsLateIsNotMissedByTime() throws Exception {
        insert(1, "one");
        insert(2, "two");
        Poll poll = new Poll(CONTACTS + "?modified=changed&overlap=1m");
        poll.all(10);
        try (Connection slow = database().connect(); Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("UPDATE contacts SET name = 'late', changed = " + now() + " WHERE id = 1");
            update(2, "quick");
            assertThat(poll.all(10)).contains("2");
            assertThat(poll.all(10)).contains("2");
            slow.commit();
        }

        assertThat(poll.allRecords(10)).anyMatch(record -> "1".equals(record.get("@id")) && "late".equals(record.get("name")));
    }

    @Test
    void aQuietTableHasNothingToReport() {
        insert(1, "one");
        Poll poll = new Poll(CONTACTS + "?modified=changed&overlap=1ms");
        poll.all(10);
        update(1, "new");

        Patience.await().until(() -> poll.all(10).isEmpty());
        assertThat(poll.all(10)).isEmpty();
        update(1, "newer");
        assertThat(poll.all(10)).containsExactly("1");
    }

    // Changes by scanning

    @Test
    void everyScanReportsEverythingAndSaysWhenItIsComplete() {
        insert(1, "one");
        insert(2, "two");
        insert(3, "three");
        Poll poll = new Poll(CONTACTS);
        List<Map<String, Object>> first = poll.allRecords(2);
        assertThat(ids(first)).containsExactly("1", "2", "3");
        assertThat(poll.scanComplete).isTrue();

        update(1, "new");
        database().run("DELETE FROM contacts WHERE id = 2");

        List<Map<String, Object>> second = poll.allRecords(2);
        assertThat(ids(second)).containsExactly("1", "3");
        assertThat(version(second, "1")).isNotEqualTo(version(first, "1"));
        assertThat(version(second, "3")).isEqualTo(version(first, "3"));
    }

    // Changes by log

    @Test
    void theLogHoldsCreatesUpdatesAndDeletesOfOthersAndNoneOfTheBridge() {
        insert(1, "one");
        insert(2, "two");
        Poll poll = new Poll(BY_LOG);
        assertThat(poll.all(10)).containsExactly("1", "2");
        assertThat(poll.all(10)).isEmpty();

        insert(3, "three");
        update(1, "new");
        database().run("DELETE FROM contacts WHERE id = 2");
        call(BY_LOG, "update", List.of(Map.of("@id", "3", "revenue", 4)));
        call(BY_LOG, "create", List.of(Map.of("id", 4, "name", "mine"), Map.of("id", 4, "name", "fails")));
        call(BY_LOG, "delete", List.of(Map.of("@id", "4")));

        List<Map<String, Object>> records = poll.allRecords(10);
        assertThat(records).extracting(record -> record.get("@id"), record -> record.get("@operation"))
                .containsExactlyInAnyOrder(tuple("3", "create"),
                        tuple("1", "update"), tuple("2", "delete"));
        assertThat(records).allMatch(record -> Instant.parse((String) record.get("@time")).isAfter(Instant.EPOCH));
        assertThat(version(records, "1")).isEqualTo(version(call(BY_LOG, "read", List.of("1")), "1"));
        assertThat(poll.all(10)).isEmpty();
        update(1, "through a connection like those the bridge wrote with");
        assertThat(poll.all(10)).containsExactly("1");
    }

    @Test
    void aTransactionThatCommitsLateIsNotMissedInTheLog() throws Exception {
        insert(1, "one");
        insert(2, "two");
        Poll poll = new Poll(BY_LOG);
        poll.all(10);
        try (Connection slow = database().connect(); Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("UPDATE contacts SET name = 'late' WHERE id = 1");
            update(2, "quick");
            assertThat(poll.all(10)).containsExactly("2");
            assertThat(poll.all(10)).isEmpty();
            slow.commit();
        }

        assertThat(poll.all(10)).containsExactly("1");
    }

    @Test
    void whatWasReportedIsReportedAgainUntilItsCursorComesBack() {
        Poll poll = new Poll(BY_LOG);
        poll.all(10);
        insert(1, "one");
        insert(2, "two");

        Poll lost = new Poll(BY_LOG, poll.cursor);
        assertThat(lost.page(1)).containsExactly("1");
        assertThat(poll.page(1)).containsExactly("1");
        assertThat(poll.page(1)).containsExactly("2");
        assertThat(poll.page(1)).isEmpty();
        assertThat(count(quotedLog())).isZero();
    }

    @Test
    void ofAKeyThatOthersChangeTheLogTellsWhatItWas() {
        insert(1, "one");
        insert(2, "two");
        Poll poll = new Poll(BY_LOG);
        poll.all(10);

        database().run("UPDATE contacts SET id = 8, name = 'eight' WHERE id = 1");
        assertThat(renamed(poll.allRecords(10))).containsExactly(tuple("8", "update", "1"));

        database().run("UPDATE contacts SET id = 9 WHERE id = 8", "UPDATE contacts SET id = 8 WHERE id = 2",
                "UPDATE contacts SET id = 2 WHERE id = 9");
        assertThat(renamed(poll.allRecords(1))).as("over the end of a page").contains(tuple("2", "update", "8"), tuple("8", "update", "2"));

        database().run("UPDATE contacts SET id = 3 WHERE id = 2", "DELETE FROM contacts WHERE id = 3", "UPDATE contacts SET id = 4 WHERE id = 8",
                "INSERT INTO contacts (id, name) VALUES (8, 'anew')");
        assertThat(renamed(poll.allRecords(10))).containsExactlyInAnyOrder(tuple("3", "delete", null), tuple("2", "delete", null),
                tuple("4", "update", "8"), tuple("8", "create", null));
    }

    private static List<Tuple> renamed(List<Map<String, Object>> records) {
        return records.stream().map(record -> tuple(record.get("@id"), record.get("@operation"), record.get("@formerId"))).toList();
    }

    @Test
    void aLogOfAnEarlierVersionTellsOfChangedKeysOnceItIsInstalledAgain() throws Exception {
        DataSource pool = databases.get("crm");
        new Poll(BY_LOG).all(10);
        database().run("ALTER TABLE " + quotedLog() + " DROP COLUMN former_id");

        assertThat(ChangeLog.script(pool, "contacts", List.of())).contains("ADD COLUMN former_id");
        ChangeLog.install(pool, "contacts", List.of());

        insert(1, "one");
        database().run("UPDATE contacts SET id = 8 WHERE id = 1");
        database().run("DELETE FROM " + quotedLog() + " WHERE former_id IS NULL");
        assertThat(count(quotedLog())).isEqualTo(1);
    }

    @Test
    void aKeyThatIsWrittenRenamesItsRow() {
        insert(1, "one");
        insert(2, "two");

        List<Map<String, Object>> renamed = call(CONTACTS, "update", List.of(Map.of("@id", "1", "id", 5, "name", "five"), Map.of("@id", "2", "id", 2)));
        assertThat(renamed).extracting(result -> result.get("@status"), result -> result.get("@id")).containsExactly(tuple("written", "5"), tuple("written", "2"));
        assertThat(call(CONTACTS, "update", List.of(Map.of("@id", "1", "id", 5, "name", "five"))).get(0))
                .as("again, as its answer was lost").containsEntry("@status", "written").containsEntry("@id", "5").containsEntry("@readLater", true);
        assertThat(call(CONTACTS, "update", List.of(Map.of("@id", "1", "id", 5, "name", "other"))).get(0)).containsEntry("@status", "missing");

        assertThat(call(CONTACTS, "update", List.of(Map.of("@id", "5", "id", 2), Map.of("@id", "2", "id", 5))))
                .extracting(result -> result.get("@id"), result -> result.get("name")).containsExactly(tuple("2", "five"), tuple("5", "two"));
        assertThat(call(CONTACTS, "update", List.of(Map.of("@id", "5", "id", 2))).get(0)).containsEntry("@kind", "unique");
    }

    @Test
    void aMissingLogIsSaidWithItsCure() {
        assertThatThrownBy(() -> changes(CONTACTS + "?changes=log", null, 10)).rootCause()
                .hasMessageContaining("has no change log").hasMessageContaining("install=true").hasMessageContaining("bridge changelog");
    }

    @Test
    void aLogCanBeInstalledTwiceAndTakenAwayTwice() throws Exception {
        var pool = databases.get("crm");
        ChangeLog.install(pool, "contacts", List.of());
        ChangeLog.install(pool, "contacts", List.of("id"));
        insert(1, "one");
        assertThat(count(quotedLog())).isEqualTo(1);
        assertThat(ChangeLog.script(pool, "contacts", List.of())).contains("CREATE TABLE IF NOT EXISTS").contains("TRIGGER");

        ChangeLog.uninstall(pool, "contacts", List.of());
        ChangeLog.uninstall(pool, "contacts", List.of());
        insert(2, "two");
        assertThat(ids(call(CONTACTS, "read", List.of("1", "2")))).hasSize(2);
    }

    // Tables that change while the bridge runs

    @Test
    void columnsThatAreDroppedAddedOrWidenedDoNotStopIt() {
        insert(1, "Ada");
        Poll poll = new Poll(BY_LOG);
        poll.all(10);
        for (int i = 0; i < 10; i++) {
            call(BY_LOG, "update", List.of(Map.of("@id", "1", "revenue", i)));
            call(BY_LOG, "read", List.of("1"));
        }

        for (String change : List.of("DROP COLUMN extra", "ADD COLUMN fax VARCHAR(10)", widened("name", 90), "DROP COLUMN born")) {
            database().run("ALTER TABLE contacts " + change);
            update(1, "Ada " + change);
            assertThat(poll.all(10)).as(change).containsExactly("1");
            assertThat(only(call(BY_LOG, "update", List.of(Map.of("@id", "1", "revenue", 7))))).as(change).containsEntry("@status", "written");
            assertThat(only(call(BY_LOG, "create", List.of(Map.of("id", 5, "name", "x"))))).as(change).containsEntry("@status", "written");
            assertThat(ids(call(BY_LOG, "find", List.of(Map.of("name", "x"))))).as(change).containsExactly("5");
            assertThat(only(call(BY_LOG, "delete", List.of(Map.of("@id", "5"))))).as(change).containsEntry("@status", "written");
        }
        assertThat(only(call(BY_LOG, "update", List.of(Map.of("@id", "1", "fax", "1"))))).containsEntry("@status", "written");
        assertThat(only(call(BY_LOG, "read", List.of("1")))).doesNotContainKeys("extra", "born").containsEntry("fax", "1");
    }

    @Test
    void aColumnThatGetsAnotherTypeDoesNotStopIt() {
        insert(1, "Ada");
        Poll poll = new Poll(BY_LOG);
        poll.all(10);
        for (String type : List.of("VARCHAR(40)", "DECIMAL(14,3)", "INTEGER", "DOUBLE PRECISION", "VARCHAR(80)")) {
            database().run("ALTER TABLE contacts DROP COLUMN revenue", "ALTER TABLE contacts ADD COLUMN revenue " + type);
            assertThat(only(call(BY_LOG, "update", List.of(Map.of("@id", "1", "revenue", 7))))).as(type).containsEntry("@status", "written");
            update(1, "Ada " + type);
            assertThat(poll.all(10)).as(type).contains("1");
            assertThat(only(call(BY_LOG, "read", List.of("1"))).get("revenue").toString()).as(type).isEqualTo("7");
            assertThat(ids(call(BY_LOG, "find", List.of(Map.of("revenue", 7))))).as(type).containsExactly("1");
        }
    }

    @Test
    void aColumnThatAppearsAfterTheLookUpIsFoundWhenItIsWritten() {
        insert(1, "Ada");
        call(CONTACTS, "read", List.of("1"));
        database().run("ALTER TABLE contacts ADD COLUMN fax VARCHAR(10)");

        assertThat(only(call(CONTACTS, "update", List.of(Map.of("@id", "1", "fax", "2"))))).containsEntry("fax", "2");
        database().run("ALTER TABLE contacts DROP COLUMN fax");
        assertThat(only(call(CONTACTS, "update", List.of(Map.of("@id", "1", "fax", "3"))))).containsEntry("@status", "failed");
    }

    @Test
    void aTableThatIsGoneIsTriedAgainUntilItIsBack() {
        insert(1, "Ada");
        Poll poll = new Poll(BY_LOG);
        poll.all(10);
        database().run("ALTER TABLE contacts RENAME TO people");

        for (String action : List.of("read", "update")) {
            List<?> body = action.equals("read") ? List.of("1") : List.of(Map.of("@id", "1", "name", "B"));
            assertThatThrownBy(() -> call(BY_LOG, action, body)).hasStackTraceContaining("there is no table")
                    .cause().isInstanceOfSatisfying(SystemCallException.class, e -> assertThat(e.isPassing() && e.isOfRoute()).isTrue());
        }
        database().run("ALTER TABLE people RENAME TO contacts");

        assertThat(only(call(BY_LOG, "update", List.of(Map.of("@id", "1", "name", "B"))))).containsEntry("@status", "written");
        update(1, "back");
        assertThat(poll.all(10)).contains("1");
    }

    @Test
    void aTableThatWasMadeAnewIsScannedAndLoggedAgain() {
        insert(1, "Ada");
        Poll poll = new Poll(BY_LOG);
        poll.all(10);
        database().run("DROP TABLE contacts", "CREATE TABLE contacts (id " + generatedKey() + " PRIMARY KEY, name VARCHAR(60), revenue DECIMAL(12,2), changed "
                + momentType() + ")");
        insert(2, "Bob");

        assertThat(poll.all(10)).contains("2");
        assertThat(poll.all(10)).isEmpty();
        update(2, "Bobby");
        assertThat(poll.all(10)).containsExactly("2");
    }

    String widened(String column, int size) {
        return "ALTER COLUMN " + column + " TYPE VARCHAR(" + size + ")";
    }

    // Refusals

    @Test
    void aRefusalSaysItsKindAndItsFields() {
        database().run("DROP TABLE IF EXISTS children", "CREATE TABLE children (id INTEGER PRIMARY KEY, contact INTEGER REFERENCES contacts (id), age INTEGER,"
                + " name VARCHAR(5) NOT NULL, small SMALLINT, price DECIMAL(4,1), CONSTRAINT grown CHECK (age > 17), FOREIGN KEY (contact) REFERENCES contacts (id))");
        insert(1, "Ada");
        database().run("UPDATE contacts SET email = 'a@x'", "INSERT INTO children (id, contact, name) VALUES (1, 1, 'x')");
        String children = "sync-jdbc:crm/children?blanks=refused";
        Map<String, Object> nameless = new TreeMap<>(Map.of("id", 3));
        nameless.put("name", null);

        assertThat(refusal(CONTACTS, "create", Map.of("id", 2, "email", "a@x"))).isEqualTo("unique [email]");
        assertThat(refusal(CONTACTS, "create", Map.of("id", 1, "name", "Bob"))).isEqualTo("unique [id]");
        assertThat(refusal(CONTACTS, "create", Map.of("id", 2, "name", "x".repeat(61)))).isEqualTo("field [name]");
        assertThat(refusal(CONTACTS, "create", Map.of("id", 2, "born", "soon", "revenue", "much"))).isEqualTo("field [born, revenue]");
        assertThat(refusal(children, "create", Map.of("id", 2, "name", "y", "contact", 99))).isEqualTo("reference [contact]");
        assertThat(refusal(children, "create", Map.of("id", 2, "name", "y", "age", 3))).isEqualTo("field [age]");
        assertThat(refusal(children, "create", nameless)).isEqualTo("field [name]");
        assertThat(refusal(children, "create", Map.of("id", 2, "name", "y", "small", 99999))).isEqualTo("field [small]");
        assertThat(refusal(children, "update", Map.of("@id", "1", "price", 12345, "age", 20))).isEqualTo("field [price]");
        assertThat(refusal(CONTACTS, "delete", Map.of("@id", "1"))).startsWith("reference ");
        assertThat(refusal(CONTACTS, "update", Map.of("@id", "1", "id", 9))).startsWith("reference ");
        database().run("DROP TABLE children");
    }

    private String refusal(String uri, String action, Map<String, Object> write) {
        Map<String, Object> result = only(call(uri, action, List.of(write)));
        assertThat(result).containsEntry("@status", "failed");
        return result.get("@kind") + " " + ((List<?>) result.get("@fields")).stream().map(Object::toString).sorted().toList();
    }

    @Test
    void aBlankForAColumnThatTakesNoNullIsEmptyTextOrTheDefault() {
        database().run("DROP TABLE IF EXISTS notes", "CREATE TABLE notes (id INTEGER PRIMARY KEY, note VARCHAR(20) DEFAULT 'none' NOT NULL,"
                + " plain VARCHAR(20) NOT NULL, amount INTEGER DEFAULT 7 NOT NULL)");
        String notes = "sync-jdbc:crm/notes";
        Map<String, Object> blank = new TreeMap<>();
        List.of("note", "plain", "amount").forEach(column -> blank.put(column, null));
        Map<String, Object> create = new TreeMap<>(blank);
        create.put("id", 1);
        Map<String, Object> update = new TreeMap<>(blank);
        update.put("@id", "1");

        assertThat(only(call(notes, "create", List.of(create)))).containsEntry("note", "none").containsEntry("plain", "").containsEntry("amount", 7L);
        assertThat(only(call(notes, "update", List.of(update)))).containsEntry("note", "").containsEntry("plain", "").containsEntry("amount", 7L);
        assertThat(only(call(notes + "?blanks=default", "update", List.of(update)))).containsEntry("note", "none").containsEntry("plain", "");
        assertThat(only(call(notes + "?blanks=refused", "update", List.of(update)))).containsEntry("@status", "failed");
        assertThat(ids(call(notes, "find", List.of(only(List.of(new TreeMap<>(Map.of("plain", ""))))))) ).hasSize(1);
        Map<String, Object> plainBlank = new TreeMap<>();
        plainBlank.put("plain", null);
        assertThat(ids(call(notes, "find", List.of(plainBlank)))).containsExactly("1");
        database().run("DROP TABLE notes");
    }

    @Test
    void aBlankForANumberADateOrAYesOrNoIsTheDefaultOrARefusalOfThatField() {
        database().run("DROP TABLE IF EXISTS facts", "CREATE TABLE facts (id INTEGER PRIMARY KEY, since DATE DEFAULT '2020-01-01' NOT NULL,"
                + " open BOOLEAN DEFAULT TRUE NOT NULL, price DECIMAL(6,2) DEFAULT 9.5 NOT NULL, born DATE NOT NULL, paid BOOLEAN NOT NULL,"
                + " amount DECIMAL(6,2) NOT NULL, seen TIMESTAMP DEFAULT '2020-01-01 00:00:00' NOT NULL, note VARCHAR(9))");
        database().run("INSERT INTO facts (id, born, paid, amount) VALUES (1, '2024-02-03', FALSE, 3)", "UPDATE facts SET since = '2024-05-06', open = FALSE, price = 1");
        String facts = "sync-jdbc:crm/facts?zone=UTC";
        Map<String, Object> blank = new TreeMap<>(Map.of("@id", "1", "note", "x"));
        List.of("since", "open", "price", "seen").forEach(column -> blank.put(column, null));

        assertThat(only(call(facts, "update", List.of(blank)))).containsEntry("since", "2020-01-01").containsEntry("open", true)
                .containsEntry("price", new java.math.BigDecimal("9.5")).containsEntry("note", "x");
        List.of("born", "paid", "amount").forEach(column -> {
            Map<String, Object> refused = new TreeMap<>(Map.of("@id", "1", "note", "y"));
            refused.put(column, null);
            assertThat(refusal(facts, "update", refused)).isEqualTo("field [" + column + "]");
        });
        assertThat(refusal(facts, "create", Map.of("id", 2, "note", "z", "born", "2024-02-03", "paid", true))).as("what a new row lacks is no value of it").isEqualTo("record []");
        database().run("DROP TABLE facts");
    }

    // Long names

    @Test
    void tablesWithLongNamesHaveLogsOfTheirOwn() throws Exception {
        String home = "customer_relationship_management_contact_person_addresses_home";
        String work = home.replace("home", "work");
        for (String name : List.of(home, work)) {
            database().run("DROP TABLE IF EXISTS " + name, "CREATE TABLE " + name + " (id INTEGER PRIMARY KEY, name VARCHAR(60))");
        }
        Poll homes = new Poll("sync-jdbc:crm/" + home + "?changes=log&install=true");
        Poll works = new Poll("sync-jdbc:crm/" + work + "?changes=log&install=true");
        homes.all(10);
        works.all(10);

        database().run("INSERT INTO " + home + " VALUES (1, 'h')", "INSERT INTO " + work + " VALUES (2, 'w')");

        assertThat(homes.all(10)).containsExactly("1");
        assertThat(works.all(10)).containsExactly("2");
        for (String name : List.of(home, work)) {
            ChangeLog.uninstall(databases.get("crm"), name, List.of());
            database().run("DROP TABLE " + name);
        }
    }

    @Test
    void aTableThatBearsTheLogsNameByChanceIsLeftAlone() {
        String log = quotedLog();
        database().run("CREATE TABLE " + log + " (id INTEGER PRIMARY KEY)");

        assertThatThrownBy(() -> changes(BY_LOG, null, 10)).rootCause().hasMessageContaining("is no change log");
        insert(1, "the application goes on");
        database().run("DROP TABLE " + log);
    }

    // Troubles

    @Test
    void aCursorOfAnotherModeStartsAnewAndNonsenseIsRefused() {
        insert(1, "one");
        Poll byHash = new Poll(CONTACTS);
        byHash.all(10);

        assertThat(new Poll(BY_TIME, byHash.cursor).all(10)).containsExactly("1");
        assertThatThrownBy(() -> changes(CONTACTS, "nonsense", 10)).rootCause()
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cursor `nonsense`");
    }

    // What the stories are told with

    String now() {
        return "CURRENT_TIMESTAMP(6)";
    }

    String moment(String utc) {
        return "TIMESTAMP WITH TIME ZONE '" + utc + "+00:00'";
    }

    String json(String text) {
        return "'" + text + "'";
    }

    private String quoted(String name) {
        return dialect().quote(name);
    }

    private String quotedLog() {
        try (Connection connection = database().connect()) {
            return quoted(ChangeLog.nameFor(TableLookup.find(connection, TableSettings.whole("contacts", List.of()))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Dialect dialect() {
        try (Connection connection = database().connect()) {
            return Dialect.of(connection.getMetaData());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(int id, String name) {
        database().run("INSERT INTO contacts (id, name, changed) VALUES (" + id + ", '" + name + "', " + now() + ")");
    }

    private void update(int id, String name) {
        database().run("UPDATE contacts SET name = '" + name + "', changed = " + now() + " WHERE id = " + id);
    }

    private long count(String table) {
        try (Connection connection = database().connect(); Statement statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void newRowsWithWhateverColumnsTakeFewStatementsAndLeaveTheRestToTheDefaults() throws Exception {
        List<String> columns = List.of("a", "b", "c", "d", "e", "f");
        database().run("CREATE TABLE many (id " + generatedKey() + " PRIMARY KEY, " + String.join(", ", columns.stream()
                .map(column -> column + " VARCHAR(9) DEFAULT 'd" + column + "'").toList()) + ")");
        try {
            var count = new StatementCount();
            JdbcTable table = JdbcTable.open(count.watch(databases.get("crm")), new TableSettings("many", List.of(), null, List.of(), null, null),
                    ChangesMode.HASH, Duration.ZERO, true, LocalTransaction::run, JdbcTable.KnownLog.NOTHING);
            count.reset();
            List<Map<String, Object>> writes = IntStream.range(0, 128).mapToObj(set -> {
                Map<String, Object> write = new TreeMap<>();
                IntStream.range(0, columns.size()).filter(i -> (set >> i & 1) == 1).forEach(i -> write.put(columns.get(i), "g" + set));
                return write;
            }).toList();
            List<Map<String, Object>> created = table.write("sync/crm", Operation.CREATE, writes);

            assertThat(count.get()).isLessThanOrEqualTo(6);
            for (int set = 0; set < writes.size(); set++) {
                for (String column : columns) {
                    Object shown = created.get(set).entrySet().stream().filter(field -> field.getKey().equalsIgnoreCase(column)).findFirst().orElseThrow().getValue();
                    assertThat(shown).isEqualTo(writes.get(set).getOrDefault(column, "d" + column));
                }
            }
        } finally {
            database().run("DROP TABLE many");
        }
    }

    private int statements(int size) throws Exception {
        database().run("DELETE FROM contacts");
        var count = new StatementCount();
        var settings = new TableSettings("contacts", List.of(), "changed", List.of(), null, null);
        JdbcTable table = JdbcTable.open(count.watch(databases.get("crm")), settings, ChangesMode.MODIFIED, Duration.ZERO, true,
                LocalTransaction::run, JdbcTable.KnownLog.NOTHING);
        count.reset();
        List<Map<String, Object>> created = table.write("sync/crm", Operation.CREATE,
                IntStream.range(0, size).mapToObj(i -> Map.<String, Object>of("name", "n" + i)).toList());
        table.write("sync/crm", Operation.UPDATE, created.stream()
                .map(record -> Map.of("@id", record.get("@id"), "@version", record.get("@version"), "name", "new")).toList());
        table.read(ids(created));
        table.find(IntStream.range(0, size).mapToObj(i -> Map.<String, Object>of("name", "n" + i)).toList());
        table.changes(null, size, Filter.ALL);
        List<Map<String, Object>> gone = table.write("sync/crm", Operation.DELETE,
                ids(created).stream().map(id -> Map.<String, Object>of("@id", id)).toList());
        assertThat(gone).hasSize(size).allMatch(result -> result.get("@status").equals("written"));
        return count.get();
    }

    List<Map<String, Object>> call(String uri, String action, List<?> body) {
        return records(send(uri, Map.of("SyncAction", action), body));
    }

    private List<Map<String, Object>> changes(String uri, String cursor, int limit) {
        return records(ask(uri, cursor, limit));
    }

    private Exchange ask(String uri, String cursor, int limit) {
        return send(uri, cursor == null ? Map.of("SyncAction", "changes", "SyncLimit", limit)
                : Map.of("SyncAction", "changes", "SyncLimit", limit, "SyncCursor", cursor), null);
    }

    private Exchange scan(String uri, String cursor, int limit, Map<String, Object> filter) {
        Map<String, Object> headers = new TreeMap<>(Map.of("SyncAction", "changes", "SyncLimit", limit,
                "SyncFilter", Filter.of(filter).wanted()));
        if (cursor != null) {
            headers.put("SyncCursor", cursor);
        }
        return send(uri, headers, null);
    }

    private Exchange send(String uri, Map<String, Object> headers, Object body) {
        Exchange exchange = camel.createProducerTemplate().request(uri, request -> {
            request.getMessage().setBody(body);
            request.getMessage().setHeaders(new TreeMap<>(headers));
        });
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        return exchange;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> records(Exchange exchange) {
        List<Map<String, Object>> bodies = exchange.getMessage().getBody(List.class);
        List<Map<String, Object>> records = new ArrayList<>();
        for (Map<String, Object> body : bodies) {
            Map<String, Object> record = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            record.putAll(body);
            records.add(record);
        }
        return records;
    }

    private List<String> scan(String uri, int limit) {
        return new Poll(uri).all(limit);
    }

    private static Map<String, Object> only(List<Map<String, Object>> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static List<String> ids(List<Map<String, Object>> records) {
        return records.stream().map(record -> (String) record.get("@id")).toList();
    }

    private static Object version(List<Map<String, Object>> records, String id) {
        return records.stream().filter(record -> record.get("@id").equals(id)).findFirst().orElseThrow().get("@version");
    }

    /** Asks for changes as the bridge does, page after page, and keeps the cursor. */
    private final class Poll {

        private final String uri;
        private String cursor;
        private boolean more;
        private boolean scanComplete;

        Poll(String uri) {
            this(uri, null);
        }

        Poll(String uri, String cursor) {
            this.uri = uri;
            this.cursor = cursor;
        }

        List<String> all(int limit) {
            return ids(allRecords(limit));
        }

        List<Map<String, Object>> allRecords(int limit) {
            List<Map<String, Object>> records = new ArrayList<>();
            do {
                records.addAll(pageRecords(limit));
            } while (more);
            return records;
        }

        List<String> page(int limit) {
            return ids(pageRecords(limit));
        }

        private List<Map<String, Object>> pageRecords(int limit) {
            Exchange exchange = ask(uri, cursor, limit);
            cursor = exchange.getMessage().getHeader("SyncCursor", String.class);
            more = exchange.getMessage().getHeader("SyncMore", Boolean.class);
            scanComplete = exchange.getMessage().getHeader("SyncScanComplete", Boolean.class);
            return records(exchange);
        }
    }
}
