package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Description;
import io.syncbridge.model.Description.Field;
import io.syncbridge.model.Description.Holds;
import io.syncbridge.model.Problem;
import io.syncbridge.model.SyncAction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What systems say of themselves, held against what a definition wants of them. */
class DescriptionCheckTest {

    private static final String SYNC = """
            sync: people
            systems: {a: {id: id}, b: {id: id}}
            match: [mail]
            fields:
              mail: {a: mail, b: mail}
              it: {a: it, b: LINE}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "it, max: {b: 20} | TEXT | 20 | ",
            "it, max: {b: 21} | TEXT | 20 | short-column",
            "it | TEXT | 20 | ",
            "It | TEXT | 20 | unknown-column",
            "it.part | TEXT | 20 | unusable-column",
            "it.part | DOCUMENT | | ",
            "it, type: number | NUMBER | | ",
            "it, type: number | DATE | | wrong-column",
            "it, type: number | BOOLEAN | | wrong-column",
            "it, type: date | BOOLEAN | | wrong-column",
            "it, type: datetime | DATE | | wrong-column",
            "it, type: boolean | NUMBER | | ",
            "it, type: boolean | DATETIME | | wrong-column",
            "it, type: phone | DATE | | wrong-column",
            "it, 'values': {x: 1} | NUMBER | | ",
            "it, type: number | ANYTHING | | "})
    void aColumnServesItsFieldOrItIsSaidWhyNot(String line, Holds holds, Integer length, String code) {
        assertThat(codes(line, new Field("it", "sometype", holds, length, false, true, null))).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void whatIsNotReadOrNotWrittenIsRefusedWhereItMatters() {
        var bytes = new Field("it", "bytea", Holds.ANYTHING, null, false, true, "no record can hold");
        var computed = new Field("it", "int", Holds.NUMBER, null, false, false, null);

        assertThat(problems("it", bytes)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("unusable-column");
            assertThat(problem.where()).startsWith(Samples.FILE + ":6:");
            assertThat(problem.message()).contains("`it` of `people`", "`it` of `b`", "bytea", "no record can hold");
        });
        assertThat(codes("it", computed)).containsExactly("read-only-column");
        assertThat(codes("it, direction: b -> a", computed)).isEmpty();
        assertThat(codes("IT, direction: a -> b", new Field("it", "text", Holds.TEXT, null, false, true, null))).as("it is only written, in any case").isEmpty();
    }

    @Test
    void whatTheDefinitionNamesBesideItsLinesHasToBeThere() {
        String yaml = SYNC.replace("LINE", "it").replace("b: {id: id}", "b: {id: id, marker: by, filter: {land: DE}}")
                + "deletes: {b: {soft: {gone: now}}}\n";

        assertThat(DescriptionCheck.problems(sync(yaml), "b", description(new Field("it", "text", Holds.TEXT, null, false, true, null))))
                .extracting(Problem::message).satisfiesExactly(marker -> assertThat(marker).contains("the marker", "`by`"),
                        flag -> assertThat(flag).contains("the soft delete", "`gone`"), filter -> assertThat(filter).contains("the filter", "`land`"));
    }

    @Test
    void whatNewRecordsNeedHasToBeWritten() {
        var it = new Field("it", "text", Holds.TEXT, null, true, true, null);
        var due = new Field("due", "date", Holds.DATE, null, true, true, null);

        assertThat(codes("it", it, due)).containsExactly("unfilled-column");
        assertThat(codes("it, direction: b -> a", it)).containsExactly("unfilled-column");
        assertThat(DescriptionCheck.problems(sync(SYNC.replace("LINE", "it") + "direction: b -> a\n"), "b", description(it, due)))
                .as("nothing is created there").isEmpty();
    }

    @Test
    void permissionsThatAreNeededAreAskedFor() {
        var description = new Description(List.of(), Map.of(SyncAction.DELETE, "no delete", SyncAction.CREATE, "no insert", SyncAction.READ, "no select"));
        SyncDefinition twoWay = sync(SYNC.replace("LINE", "it"));

        assertThat(DescriptionCheck.problems(twoWay, "b", description)).hasSize(3).allMatch(problem -> problem.code().equals("no-permission"));
        assertThat(DescriptionCheck.problems(sync(SYNC.replace("LINE", "it") + "direction: b -> a\n"), "b", description)).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("may not read", "no select"));
    }

    @Test
    void aSystemThatSaysNothingIsTakenAtItsWord() {
        assertThat(DescriptionCheck.problems(sync(SYNC.replace("LINE", "it")), "b", Description.NONE)).isEmpty();
    }

    private static List<String> codes(String line, Field... fields) {
        return problems(line, fields).stream().map(Problem::code).toList();
    }

    private static List<Problem> problems(String line, Field... fields) {
        return DescriptionCheck.problems(sync(SYNC.replace("LINE", line)), "b", description(fields));
    }

    private static Description description(Field... fields) {
        return new Description(Stream.concat(Stream.of(new Field("mail", "text", Holds.TEXT, null, false, true, null)),
                Arrays.stream(fields)).toList(), Map.of());
    }

    private static SyncDefinition sync(String yaml) {
        return Samples.only(Samples.shippedReader().read(Samples.FILE, yaml));
    }
}
