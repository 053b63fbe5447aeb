package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleCheckTest {

    @Test
    void anExampleThatIsTheSameEverywherePasses() {
        assertThat(ExampleCheck.check(Samples.read(Samples.ACCOUNTS))).isEmpty();
    }

    @Test
    void systemsThatReadDifferentlyAreReported() {
        assertThat(problems("bern: Bern", "city: Bern", "city: Basel")).satisfiesExactlyInAnyOrder(
                problem -> assertThat(problem.message()).contains("`city`", "\"Bern\" read from `crm`", "\"Basel\" read from `erp`"),
                problem -> assertThat(problem.message()).contains("`city`", "to `city` of `crm`", "\"Basel\"", "\"Bern\""),
                problem -> assertThat(problem.message()).contains("`city`", "to `city` of `erp`", "\"Bern\"", "\"Basel\""));
    }

    @Test
    void aValueThatIsWrittenDifferentlyIsReportedWithItsPlace() {
        assertThat(problems("one-way", "state: A,", "state: C,")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("example-differs");
            assertThat(problem.where()).isEqualTo(Samples.FILE + ":26");
            assertThat(problem.message()).contains("`status`", "`state` of `erp`", "\"A\"", "\"C\"");
        });
    }

    @Test
    void aComputedValueIsCheckedToo() {
        assertThat(problems("constant", "origin: crm}\n", "origin: web}\n")).extracting(Problem::message)
                .singleElement().asString().contains("`origin`", "\"crm\"", "\"web\"");
    }

    @Test
    void aValueThatCannotBeWrittenIsReported() {
        assertThat(problems("else: fail", "Status: New", "Status: Lost")).extracting(Problem::code).contains("example-unwritable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.200,50 €", "1.200,50\u00a0€", "1.200,50\u202f€"})
    void whichKindOfSpaceStandsBesideACurrencyIsNotLookedAt(String amount) {
        assertThat(priced("1200.5", amount)).isEmpty();
    }

    @Test
    void aDifferenceThatCannotBeSeenIsShown() {
        assertThat(priced("1200.5", "1.200,50\u200b€")).extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains("\"1.200,50\\u00a0€\"", "\"1.200,50\\u200b€\""));
    }

    private static List<Problem> priced(String number, String amount) {
        return ExampleCheck.check(Samples.only(Samples.shippedReader().read(Samples.FILE, """
                sync: prices
                systems:
                  crm: {id: Id}
                  erp: {id: id}
                match: [code]
                fields:
                  code: {crm: Code, erp: code}
                  price: {crm: Price, erp: price, type: currency, locale: de-DE, currency: EUR, written: {crm: number}}
                examples:
                  - crm: {Code: A, Price: %s}
                    erp: {code: A, price: "%s"}
                """.formatted(number, amount))));
    }

    private static List<Problem> problems(String why, String from, String to) {
        int examples = Samples.ACCOUNTS.indexOf("examples:");
        String tail = Samples.ACCOUNTS.substring(examples);
        assertThat(tail).as(why).contains(from);
        int last = tail.lastIndexOf(from);
        return ExampleCheck.check(Samples.read(Samples.ACCOUNTS.substring(0, examples) + tail.substring(0, last) + to
                + tail.substring(last + from.length())));
    }
}
