package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyTypeTest {

    private static Transform currency(Object... settings) {
        return new CurrencyType().create(Given.settings(settings));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "en-US | USD | $1,200,000            | 1200000",
        "en-US | USD | USD 1,200             | 1200",
        "en-US | USD | 1,200 usd             | 1200",
        "en-US | USD | (1,234.50)            | -1234.5",
        "en-US | USD | ($1,234.50)           | -1234.5",
        "en-US | USD | -$5                   | -5",
        "en-US | USD | $-5                   | -5",
        "en-US | USD | 1,234.50-             | -1234.5",
        "en-US | USD | ＄１,２００            | 1200",
        "en-US | CAD | CA$1,200              | 1200",
        "en-US | CAD | $1,200                | 1200",
        "de-DE | EUR | '1.200.000,50 €'      | 1200000.5",
        "de-DE | EUR | EUR 1.200             | 1200",
        "fr-FR | EUR | '1\u202f200,50\u00a0€' | 1200.5",
        "fr-FR | EUR | 1 200,50 €            | 1200.5",
        "de-CH | CHF | CHF 1’200.50          | 1200.5",
        "ja-JP | JPY | ￥1,200               | 1200",
        "da-DK | DKK | 1.200,50 kr.          | 1200.5"})
    void amountsAreReadAsPeopleWriteThem(String locale, String code, String text, BigDecimal canonical) {
        assertThat(currency("locale", locale, "currency", code).toCanonical(text)).isEqualTo(canonical);
    }

    @Test
    void plainNumbersAreReadAsWell() {
        assertThat(currency().toCanonical(1200000.0)).isEqualTo(new BigDecimal("1200000"));
        assertThat(currency().toCanonical("1200000")).isEqualTo(new BigDecimal("1200000"));
    }

    @Test
    void aSystemThatTakesOnlyNumbersGetsThem() {
        assertThat(currency("written", "number").fromCanonical(new BigDecimal("1200000.5"))).isEqualTo(new BigDecimal("1200000.5"));
        assertThat(currency("written", "number").toCanonical("$1,200,000.50")).isEqualTo(new BigDecimal("1200000.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"€5", "$5 USD", "about $5", "$1.200,50", "$", "-", "-$-5", "(-$5)"})
    void otherTextIsNoAmount(String text) {
        assertThatThrownBy(() -> currency().toCanonical(text)).isInstanceOf(UnmappableValueException.class)
                .hasMessageContaining("$1,234.50");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "en-US | USD | auto | 1200000   | $1,200,000",
        "en-US | USD | auto | 1200000.5 | $1,200,000.50",
        "en-US | USD | auto | 1.005     | $1.005",
        "en-US | USD | 2    | 1200000   | $1,200,000.00",
        "en-US | USD | auto | -5        | -$5",
        "en-US | JPY | auto | 1200      | ¥1,200",
        "de-DE | EUR | auto | 1200.5    | '1.200,50\u00a0€'"})
    void amountsAreWrittenInTheLocalesForm(String locale, String code, String decimals, BigDecimal canonical, String text) {
        assertThat(currency("locale", locale, "currency", code, "decimals", decimals).fromCanonical(canonical)).isEqualTo(text);
    }

    @Test
    void decimalsAreNeverLost() {
        assertThatThrownBy(() -> currency("decimals", "2").fromCanonical(new BigDecimal("1.005")))
                .isInstanceOf(UnmappableValueException.class).hasMessageContaining("2 decimals");
    }

    @Test
    void everyLocaleReadsWhatItWrites() {
        var amounts = Stream.of("0", "5", "-5", "1234.5", "-1234567.89", "1200000").map(BigDecimal::new).toList();
        for (Locale locale : NumberFormat.getAvailableLocales()) {
            if (!locale.getLanguage().isEmpty() && Locale.forLanguageTag(locale.toLanguageTag()).equals(locale)) {
                Transform transform = currency("locale", locale.toLanguageTag(), "currency", "EUR");
                Transform number = new NumberType().create(Given.settings("locale", locale.toLanguageTag(), "as", "text"));
                assertThat(amounts).as(locale.toLanguageTag()).allSatisfy(amount -> {
                    assertThat(transform.toCanonical(transform.fromCanonical(amount))).isEqualTo(amount);
                    assertThat(number.toCanonical(number.fromCanonical(amount))).isEqualTo(amount);
                });
            }
        }
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> currency("currency", "dollars")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISO 4217");
        assertThatThrownBy(() -> currency("decimals", "some")).isInstanceOf(IllegalArgumentException.class);
    }
}
