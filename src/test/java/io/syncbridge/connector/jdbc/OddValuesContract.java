package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.mapping.Binding;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.mapping.Flags;
import io.syncbridge.mapping.transform.TextType;
import io.syncbridge.mapping.transform.Transform;
import io.syncbridge.model.Fit;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Unreadable;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents, arrays, parts of them, and values that no record can hold. */
abstract class OddValuesContract extends RealTables {

    private static final Map<String, Object> DOCUMENT = Map.of("tier", "gold", "tags", List.of(1, 2), "in", Map.of("x", new BigDecimal("1.50"), "y", true));

    /** The type of columns of documents. */
    abstract String json();

    /** The type of columns of lists of texts; {@code null} where there is none. */
    abstract String texts();

    /** The type of columns of lists of whole numbers. */
    abstract String numbers();

    /** Columns with a value each that no record can hold, in SQL: name, type, literal. */
    abstract List<List<String>> unreadable();

    @BeforeEach
    void tables() {
        run("DROP TABLE IF EXISTS docs", "DROP TABLE IF EXISTS odd", "DROP TABLE IF EXISTS nulls");
        run("CREATE TABLE docs (id INTEGER PRIMARY KEY, doc " + json() + ", note VARCHAR(60)"
                + (texts() == null ? "" : ", texts " + texts() + ", numbers " + numbers()) + ")");
    }

    @Test
    void documentsAreValuesOfAnyShape() {
        for (Object document : Arrays.asList(DOCUMENT, List.of(1, "x"), "plain", 5, true, Map.of(), List.of(), null)) {
            run("DELETE FROM docs");
            var write = new HashMap<String, Object>(Map.of("id", 1));
            write.put("doc", document);
            assertThat(write("docs", Operation.CREATE, write).get(0)).containsEntry("@status", "written");
            assertThat(Json.write(read("docs", "1").get(0).get(name("doc")))).isEqualTo(Json.write(document));
        }
    }

    @Test
    void writingAPartKeepsTheOthers() {
        write("docs", Operation.CREATE, Map.of("id", 1, "doc", DOCUMENT), Map.of("id", 2), Map.of("id", 3, "doc", List.of(1)));
        String version = (String) read("docs", "1").get(0).get("@version");

        List<Map<String, Object>> written = write("docs", Operation.UPDATE,
                part("1", "doc", Map.of("note", "new", "in", Map.of("x", 7)), "doc.note", "doc.in.x"),
                part("2", "doc", Map.of("note", "first"), "doc.note"),
                part("3", "doc", Map.of("note", "no place"), "doc.note"));

        assertThat(written).extracting(result -> result.get("@status")).containsExactly("written", "written", "failed");
        assertThat(doc("1")).isEqualTo(Json.write(Map.of("tier", "gold", "tags", List.of(1, 2), "in", Map.of("x", 7, "y", true), "note", "new")));
        assertThat(doc("2")).isEqualTo("{\"note\":\"first\"}");
        assertThat(doc("3")).isEqualTo("[1]");
        assertThat((String) written.get(2).get("@error")).contains("`doc.note` has no place").contains("a list");

        var stale = new HashMap<>(part("1", "doc", Map.of("note", "late"), "doc.note"));
        stale.put("@version", version);
        assertThat(write("docs", Operation.UPDATE, stale).get(0)).containsEntry("@status", "stale");
    }

    @Test
    void aBlankPartIsTakenOut() {
        write("docs", Operation.CREATE, Map.of("id", 1, "doc", DOCUMENT), Map.of("id", 2));
        var blank = new HashMap<String, Object>();
        blank.put("tier", null);

        write("docs", Operation.UPDATE, part("1", "doc", blank, "doc.tier"), part("2", "doc", blank, "doc.tier"));
        var created = write("docs", Operation.CREATE, new HashMap<>(Map.of("id", 3, "doc", blank, "@parts", List.of("doc.tier"))));

        assertThat(doc("1")).isEqualTo(Json.write(Map.of("tags", List.of(1, 2), "in", Map.of("x", new BigDecimal("1.50"), "y", true))));
        assertThat(doc("2")).isEqualTo("null");
        assertThat(created.get(0)).containsEntry("@status", "written").containsEntry(name("doc"), null);
    }

    @Test
    void aWholeDocumentReplacesAndAPartOfTextIsRefused() {
        write("docs", Operation.CREATE, Map.of("id", 1, "doc", DOCUMENT, "note", "x"));

        write("docs", Operation.UPDATE, Map.of("@id", "1", "doc", Map.of("tier", "silver")));
        assertThat(doc("1")).isEqualTo("{\"tier\":\"silver\"}");
        assertThat(write("docs", Operation.UPDATE, part("1", "note", Map.of("a", 1), "note.a")).get(0)).containsEntry("@status", "failed");
        assertThat(write("docs", Operation.UPDATE, Map.of("@id", "1", "note", Map.of("b", 2, "a", 1))).get(0)).as("text of a document")
                .containsEntry(name("note"), "{\"a\":1,\"b\":2}");
    }

    @Test
    void arraysAreLists() {
        Assumptions.assumeTrue(texts() != null);
        List<Object> texts = Arrays.asList("red", "b, \"c\" \\ {d}", null, "NULL", "");

        assertThat(write("docs", Operation.CREATE, Map.of("id", 1, "texts", texts, "numbers", List.of(1, 2)),
                Map.of("id", 2, "texts", List.of()), Map.of("id", 3))).extracting(result -> result.get("@status")).containsOnly("written");

        List<Map<String, Object>> records = read("docs", "1", "2", "3");
        assertThat(record(records, "1").get(name("texts"))).isEqualTo(texts);
        assertThat(record(records, "1").get(name("numbers"))).hasToString("[1, 2]");
        assertThat(record(records, "2")).containsEntry(name("texts"), List.of()).containsEntry(name("numbers"), null);
        assertThat(record(records, "3")).containsEntry(name("texts"), null);
        write("docs", Operation.UPDATE, part("1", "numbers", Arrays.asList(null, 9), "numbers[1]"));
        assertThat(read("docs", "1").get(0).get(name("numbers"))).hasToString("[1, 9]");
        assertThat(write("docs", Operation.UPDATE, Map.of("@id", "1", "numbers", List.of("x"))).get(0)).containsEntry("@status", "failed");
        assertThat(write("docs", Operation.UPDATE, Map.of("@id", "1", "texts", "no list")).get(0)).containsEntry("@status", "failed");
    }

    @Test
    void theTimeOfASoftDeleteIsWrittenAndTakenBack() {
        run("DROP TABLE IF EXISTS marked", "CREATE TABLE marked (id INTEGER PRIMARY KEY, at TIMESTAMP NULL, " + name("on_day") + " DATE, note VARCHAR(9))",
                "INSERT INTO marked (id) VALUES (1)");
        Map<String, Object> flags = Map.of(name("at"), "now", name("on_day"), "today", name("note"), "gone");
        var blanks = new HashMap<String, Object>();
        flags.keySet().forEach(name -> blanks.put(name, ""));

        assertThat(mark("marked", flags)).containsEntry("@status", "written");
        assertThat(Flags.fit(flags, read("marked", "1").get(0), true)).isEqualTo(Fit.INSIDE);
        assertThat(mark("marked", blanks)).containsEntry("@status", "written");
        assertThat(Flags.fit(flags, read("marked", "1").get(0), true)).isEqualTo(Fit.OUTSIDE);
        assertThat(Flags.fit(blanks, read("marked", "1").get(0), true)).isEqualTo(Fit.INSIDE);
    }

    private Map<String, Object> mark(String table, Map<String, Object> flags) {
        var write = new HashMap<String, Object>(Map.of("@id", "1"));
        Flags.set(flags, Instant.parse("2026-03-01T23:30:00.5Z"), write);
        return write(table, Operation.UPDATE, write).get(0);
    }

    @Test
    void aFieldIsRefusedWhoseColumnCannotServeIt() throws SQLException {
        run("DROP TABLE IF EXISTS served", "CREATE TABLE served (id INTEGER PRIMARY KEY, doc " + json() + ", note VARCHAR(60), photo " + bytes() + ")");
        JdbcTable table = table("served", null);

        assertThat(table.mistake(mapped("doc.a", "note", "doc", "id"), "b")).isEmpty();
        assertThat(table.mistake(mapped("photo"), "b")).hasValueSatisfying(text -> assertThat(text).containsIgnoringCase("field `x` is mapped to `photo`")
                .contains("no record can hold").contains("take the field out"));
        assertThat(table.mistake(mapped("note.a"), "b")).hasValueSatisfying(text -> assertThat(text).contains("has no parts"));
        assertThat(table.mistake(mapped("nota"), "b")).hasValueSatisfying(text -> assertThat(text).containsIgnoringCase("did you mean `note`"));
        assertThat(table.mistake(mapped("photo"), "other")).isEmpty();
        run("DROP TABLE served");
    }

    /** A type of bytes. */
    String bytes() {
        return "VARBINARY(20)";
    }

    static List<FieldMapping> mapped(String... paths) {
        Transform text = new TextType().create(Map.of());
        return Stream.of(paths).map(path -> new FieldMapping("x", Map.of("b", new Binding(List.of(FieldPath.of(path)), null, text, "text")))).toList();
    }

    @Test
    void whatNoRecordCanHoldStandsInItsPlaceAndTheOthersAreRead() {
        StringBuilder columns = new StringBuilder("id INTEGER PRIMARY KEY");
        StringBuilder values = new StringBuilder("1");
        unreadable().forEach(column -> {
            columns.append(", ").append(column.get(0)).append(' ').append(column.get(1));
            values.append(", ").append(column.get(2));
        });
        run("CREATE TABLE odd (" + columns + ", name VARCHAR(60))");
        database().run(lenient(), "INSERT INTO odd VALUES (" + values + ", 'Ada')");

        Map<String, Object> record = read("odd", "1").get(0);

        assertThat(record).containsEntry(name("name"), "Ada");
        unreadable().forEach(column -> assertThat(record.get(name(column.get(0)))).as(column.toString()).isInstanceOf(Unreadable.class));
        assertThat(write("odd", Operation.UPDATE, Map.of("@id", "1", "name", "Bob", "@version", record.get("@version"))).get(0))
                .containsEntry("@status", "written").containsEntry(name("name"), "Bob");
    }

    /** A statement after which the database takes impossible values, where it has one. */
    String lenient() {
        return "SELECT 1";
    }

    private String doc(String id) {
        return Json.write(read("docs", id).get(0).get(name("doc")));
    }

    private static Map<String, Object> part(String id, String column, Object value, String... parts) {
        return Map.of("@id", id, column, value, "@parts", List.of(parts));
    }

    private static Map<String, Object> record(List<Map<String, Object>> records, String id) {
        return records.stream().filter(record -> record.get("@id").equals(id)).findFirst().orElseThrow();
    }
}
