package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTypeTest {

    private static Transform number(Object... settings) {
        return new NumberType().create(Given.settings(settings));
    }

    @Test
    void equalNumbersAreEqualObjectsHoweverTheyAreWritten() {
        for (Object one : new Object[] {1200, 1200L, 1200.0, new BigDecimal("1.2E+3"), new BigDecimal("1200.00"), "1200", "1200.0",
            " 1200 ", "1.2e3", "１２００"}) {
            assertThat(number().toCanonical(one)).isEqualTo(new BigDecimal("1200"));
        }
        assertThat(number().toCanonical(0.0)).isEqualTo(BigDecimal.ZERO);
        assertThat(number().toCanonical(new BigDecimal("0E+7"))).isEqualTo(BigDecimal.ZERO);
        assertThat(number().toCanonical(0.1)).isEqualTo(new BigDecimal("0.1"));
    }

    @Test
    void theDigitsOfADecimalMayBeBytes() {
        Transform decimal = number("scale", 2);

        assertThat(decimal.toCanonical("MDk=")).isEqualTo(new BigDecimal("123.45"));
        assertThat(decimal.toCanonical("/w==")).isEqualTo(new BigDecimal("-0.01"));
        assertThat(decimal.toCanonical(java.util.Map.of("scale", 0, "value", "MDk="))).isEqualTo(new BigDecimal("12345"));
        assertThat(decimal.toCanonical(12.5)).isEqualTo(new BigDecimal("12.5"));
        assertThat(decimal.toCanonical("")).isNull();
        assertThat(decimal.fromCanonical(new BigDecimal("123.45"))).isEqualTo("MDk=");
        assertThatThrownBy(() -> decimal.fromCanonical(new BigDecimal("0.001"))).isInstanceOf(UnmappableValueException.class);
        assertThatThrownBy(() -> decimal.toCanonical("12.5")).isInstanceOf(UnmappableValueException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "en-US | 1,200,000      | 1200000",
        "en-US | 1,200.50       | 1200.5",
        "en-US | 1200.50-       | -1200.5",
        "de-DE | 1.200.000,5    | 1200000.5",
        "de-CH | 1’200.5        | 1200.5",
        "de-CH | 1'200.5        | 1200.5",
        "fr-FR | 1 200,5        | 1200.5",
        "en-IN | 12,34,567.8    | 1234567.8",
        "sv-SE | −1 200,5       | -1200.5",
        "ar-EG | ١٬٢٠٠٫٥        | 1200.5"})
    void textIsReadAsItsLocaleWritesIt(String locale, String text, BigDecimal canonical) {
        assertThat(number("locale", locale).toCanonical(text)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"en-US | 1,20", "en-US | 1.200.000", "de-DE | 1,200.5", "en-US | 12abc", "en-US | --5",
        "en-US | (5"})
    void groupingInWrongPlacesIsNoNumber(String locale, String text) {
        assertThatThrownBy(() -> number("locale", locale).toCanonical(text)).isInstanceOf(UnmappableValueException.class)
                .hasMessageContaining(locale);
    }

    @Test
    void decimalsAreWrittenAndNeverLostUnasked() {
        assertThat(number("decimals", 2).fromCanonical(new BigDecimal("1.5"))).isEqualTo(new BigDecimal("1.50"));
        assertThatThrownBy(() -> number("decimals", 2).fromCanonical(new BigDecimal("1.005")))
                .isInstanceOf(UnmappableValueException.class).hasMessageContaining("2 decimals");
        Transform rounding = number("decimals", 2, "rounding", "half-up");
        assertThat(rounding.fromCanonical(new BigDecimal("1.005"))).isEqualTo(new BigDecimal("1.01"));
        assertThat(rounding.loss()).isEqualTo("numbers are rounded to 2 decimals");
        assertThat(number("decimals", 2, "rounding", "half-even").fromCanonical(new BigDecimal("1.005")))
                .isEqualTo(new BigDecimal("1.00"));
    }

    @Test
    void numbersAreWrittenAsTextWhereStated() {
        assertThat(number("as", "text").fromCanonical(new BigDecimal("1200000"))).isEqualTo("1200000");
        assertThat(number("as", "text", "locale", "de-DE", "decimals", 2).fromCanonical(new BigDecimal("1200000.5")))
                .isEqualTo("1.200.000,50");
    }

    @Test
    void aSystemWhoseTextsFollowALocaleGetsTexts() {
        Transform german = number("locale", "de-DE");
        assertThat(german.fromCanonical(new BigDecimal("99.5"))).isEqualTo("99,5");
        assertThat(german.toCanonical(german.fromCanonical(new BigDecimal("1.234")))).isEqualTo(new BigDecimal("1.234"));
        assertThat(number("locale", "de-DE", "as", "number").fromCanonical(new BigDecimal("99.5"))).isEqualTo(new BigDecimal("99.5"));
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> number("locale", "english")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("en-US");
        assertThatThrownBy(() -> number("decimals", -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
