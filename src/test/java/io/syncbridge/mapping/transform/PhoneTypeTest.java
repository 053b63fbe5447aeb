package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTypeTest {

    private static Transform phone(Object... settings) {
        return new PhoneType().create(Given.settings(settings));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "US | (415) 555-0100            | +14155550100",
        "US | +1 (415) 555-0100         | +14155550100",
        "US | 415.555.0100 x123         | +14155550100;ext=123",
        "US | 415-555-0100 ext. 007     | +14155550100;ext=007",
        "US | +14155550100;ext=12       | +14155550100;ext=12",
        "US | 1-800-FLOWERS             | +18003569377",
        "US | （４１５）５５５－０１００  | +14155550100",
        "US | +49 30 901820             | +4930901820",
        "DE | 030/901820                | +4930901820",
        "DE | 0049 30 901820            | +4930901820",
        "GB | 020 7946 0958             | +442079460958",
        "IT | 06 6982                   | +39066982",
        "FR | 01 42 68 53 00            | +33142685300",
        "RU | 8 (495) 123-45-67 доб. 12 | +74951234567;ext=12",
        "AR | 011 15-2345-6789          | +5491123456789",
        "EG | ٠٢ ٢٧٩٥ ٧٧٧١              | +20227957771",
        "US | +800 1234 5678            | +80012345678"})
    void numbersOfManyCountriesAreUnderstood(String region, String text, String canonical) {
        assertThat(phone("region", region).toCanonical(text)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"call me", "1", "030 901820 home", "030 901820 (Büro)", "Ада: 030 901820",
        "030 901820 / 0171 1234567", "n/a", "+", "++1", "☎", "*31#030901820", "99999999999999999999999999", "звонить Ivan"})
    void whatSaysMoreOrLessThanANumberStaysAsItIs(String text) {
        Transform german = phone("region", "DE");
        assertThat(german.toCanonical(" " + text + " ")).isEqualTo(text);
        assertThat(german.fromCanonical(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Office: 415 555 0100", "415-555-0100 ask Bob", "415 555 0100 (home)", "415-555-0100 or 415-555-0101",
        "415 555 0100 / 415 555 0101", "415 555 0100 415 555 0101", "415 555 0100/01", "Office: 415 555 0100 x12", "#7 415 555 0100",
        "~415 555 0100", "415 555 0100 ?", "☎ 415 555 0100", "415 555 0100 x12 or x13", "mobile 415.555.0100", "415 555 0100, Bob",
        "n/a", "555 0100", "415 555 0 ask", "+1 415 555 0100; +49 30 901820", "Bob 415-555-0100 ext. 7", "415 555 0100!", "none"})
    void wordsMarksAndSecondNumbersBesideANumberAreKept(String text) {
        Transform american = phone("region", "US", "format", "national");
        assertThat(american.toCanonical(text)).isEqualTo(text);
        assertThat(american.fromCanonical(text)).isEqualTo(text);
        assertThat(phone("format", "international").fromCanonical(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"089 123456 089 654321", "030 901820/22", "030 901820 / 030 901821", "030 123 456 030 123 457"})
    void twoNumbersAreNotJoinedToOne(String text) {
        assertThat(phone("region", "DE").toCanonical(text)).isEqualTo(text);
    }

    @Test
    void textBesideANumberIsRefusedWhereNumbersAreWanted() {
        assertThatThrownBy(() -> phone("region", "US", "invalid", "fail").fromCanonical("Office: 415 555 0100"))
                .isInstanceOf(UnmappableValueException.class).hasMessageContaining("no phone number of US");
    }

    @Property(tries = 3000)
    void whateverIsReadIsANumberAndNothingElseOrStaysAsItIs(@ForAll("beforeAndAfter") String before, @ForAll("numbers") String number,
            @ForAll("beforeAndAfter") String after, @ForAll("regions") String region) {
        Transform transform = phone("region", region, "format", "national");
        String text = Scalar.tidy(before + number + after);
        String canonical = (String) transform.toCanonical(text);
        if (!text.equals(canonical)) {
            assertThat(before + after).as("what was dropped").matches("[\\s().-]*");
            assertThat(canonical).matches("\\+\\d+(;ext=\\d+)?");
            String digits = text.replaceAll("\\D", "");
            assertThat(digits).endsWith(canonical.replaceAll("\\D", "").substring(4));
        }
        assertThat(transform.toCanonical(transform.fromCanonical(canonical))).isEqualTo(canonical);
    }

    @Provide
    Arbitrary<String> beforeAndAfter() {
        return Arbitraries.of("", "", "", " ", "(", "Office: ", " ask Bob", " home", "# ", "~", " (Ann)", "n/a ", " or 12", "★");
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.of("415 555 0100", "(415) 555-0100", "+1 415-555-0100", "415.555.0100 x123", "030 901820", "0049 30 901820",
                "+49 (30) 901820", "415-555-0100 ext. 7", "030 901820 / 030 901821", "415 555 0100 415 555 0101");
    }

    @Provide
    Arbitrary<String> regions() {
        return Arbitraries.of("US", "DE", "GB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "e164               | +14155550100         | +14155550100",
        "e164               | +14155550100;ext=12  | +14155550100;ext=12",
        "national           | +14155550100         | (415) 555-0100",
        "national           | +4930901820          | +49 30 901820",
        "international      | +14155550100         | +1 415-555-0100",
        "+1 (xxx) xxx-xxxx  | +14155550100         | +1 (415) 555-0100",
        "+1 (xxx) xxx-xxxx  | +14155550100;ext=123 | +1 (415) 555-0100 x123",
        "(xxx) xxx-xxxx     | +14155550100         | (415) 555-0100",
        "(xxx) xxx-xxxx     | +4930901820          | +49 30 901820",
        "(xxx) xxx-xxx      | +14155550100         | +1 415-555-0100",
        "xxx 99 xxx-xxxx    | +14155550100         | +1 415-555-0100"})
    void aFormThatCannotHoldTheNumberGivesWayToTheInternationalOne(String format, String canonical, String written) {
        Transform american = phone("region", "US", "format", format);
        assertThat(american.fromCanonical(canonical)).isEqualTo(written);
        assertThat(american.toCanonical(written)).isEqualTo(canonical);
    }

    @Test
    void keptTextThatAnotherCountryWouldTakeForANumberIsRefused() {
        assertThat(phone().toCanonical("030 901820")).isEqualTo("030 901820");
        assertThatThrownBy(() -> phone("region", "DE").fromCanonical("030 901820"))
                .isInstanceOf(UnmappableValueException.class).hasMessageContaining("+4930901820");
    }

    @Test
    void invalidNumbersFailOrBecomeBlankWhereStated() {
        assertThatThrownBy(() -> phone("region", "DE", "invalid", "fail").toCanonical("call me"))
                .isInstanceOf(UnmappableValueException.class).hasMessageContaining("no phone number of DE");
        Transform blanking = phone("invalid", "blank");
        assertThat(blanking.toCanonical("call me")).isNull();
        assertThat(blanking.loss()).isNotNull();
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> phone("region", "XX")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("XX");
        assertThatThrownBy(() -> phone("format", "short")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("+1 (xxx) xxx-xxxx");
        assertThatThrownBy(() -> phone("format", "(xxx) xxx-xxxx")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("region");
        assertThatThrownBy(() -> phone("format", "national")).isInstanceOf(IllegalArgumentException.class);
    }
}
