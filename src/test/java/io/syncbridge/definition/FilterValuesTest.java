package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Fit;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a definition says about values has to fit the types of its fields. */
class FilterValuesTest {

    private static final String SMALLEST = """
            sync: contacts
            systems: {a: , b: {}, c: {id: key}}
            match: []
            doubles: accepted
            fields:
              name: {a: n, b: n, c: n}
              mail: {a: m, b: m}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "type: boolean | 0 | false | true",
            "type: boolean | 'false' | 0 | 1",
            "'type: boolean, yes: J, no: N' | true | J | N",
            "'type: boolean, yes: J, no: N' | {not: true} | N | J",
            "type: number | '1.0' | 1 | 2",
            "'type: number, locale: de-DE, as: text, decimals: 2' | 1200.5 | 1.200,50 | 1200,51",
            "'type: date, format: dd.MM.yyyy' | 01.02.2024 | 01.02.2024 | 02.01.2024",
            "'values: {b: {open: 1}}, else: fail' | 1 | '1' | '2'",
            "case: lower | EU | EU | eu"})
    void filtersTakeTheirValuesAsTheFieldsTypeReadsThem(String type, String wanted, String inside, String outside) {
        SyncDefinition sync = Samples.only(Samples.shippedReader().read(Samples.FILE, SMALLEST.replace("b: {},", "b: {filter: {m: " + wanted + "}},")
                .replace("{a: m, b: m}", "{a: m, b: m, " + type + "}")));

        assertThat(sync.system("b").filter().fit(Map.of("m", inside))).isEqualTo(Fit.INSIDE);
        assertThat(sync.system("b").filter().fit(Map.of("m", outside))).isEqualTo(Fit.OUTSIDE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "type: boolean | 2", "type: boolean | abc", "'type: boolean, yes: J, no: N' | X", "type: number | abc", "type: number | [1, abc]",
            "'type: number, locale: de-DE, as: text' | {min: 5}", "'type: date, format: dd.MM.yyyy' | 2024-02-01", "'values: {b: {open: 1}}, else: fail' | open",
            "trim: true | '\"\"'"})
    void filtersThatLetNothingThroughForTheirTypeAreRefused(String type, String wanted) {
        String yaml = SMALLEST.replace("b: {},", "b: {filter: {m: " + wanted + "}},")
                .replace("{a: m, b: m}", "{a: m, b: m, " + type + "}");

        assertThat(Samples.shippedReader().read(Samples.FILE, yaml).problems()).isNotEmpty().allMatch(problem -> problem.code().equals("impossible-filter"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "a: n, b: n, c: n, direction: a -> b, default: {c: x} | a: n, b: n, c: n, direction: a -> b, default: {b: x}",
            "a: n, b: n, c: n, default: {b: ''} | a: n, b: n, c: n, default: {b: x}",
            "a: n, b: n, c: n, default: ' ' | a: n, b: n, c: n, default: '-'"})
    void defaultsThatHaveNoEffectAreRefused(String useless, String useful) {
        assertThat(Samples.shippedReader().read(Samples.FILE, SMALLEST.replace("a: n, b: n, c: n", useless)).problems())
                .isNotEmpty().allMatch(problem -> problem.code().equals("useless-default"));
        assertThat(Samples.shippedReader().read(Samples.FILE, SMALLEST.replace("a: n, b: n, c: n", useful)).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "same-restore | soft: {gone: ''} | soft: {gone: ''}, restore: {gone: now}",
            "same-restore | soft: {gone: true}, restore: {gone: true} | soft: {gone: true}",
            "same-restore | soft: {gone: now}, restore: {gone: today} | soft: {gone: now}",
            "same-restore | soft: {gone: now}, restore: {gone: never} | soft: {gone: never}, restore: {gone: ''}",
            "bad-path | soft: {gone..at: now} | soft: {gone.at: now}",
            "too-few | soft: {} | soft: {state: gone, at: now}"})
    void softDeletesThatCannotBeTakenBackAreRefused(String code, String bad, String good) {
        assertThat(Samples.shippedReader().read(Samples.FILE, SMALLEST + "deletes: {b: {" + bad + "}}\n").problems())
                .isNotEmpty().allMatch(problem -> problem.code().equals(code));
        assertThat(Samples.shippedReader().read(Samples.FILE, SMALLEST + "deletes: {b: {" + good + "}}\n").problems()).isEmpty();
    }
}
