package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTypeTest {

    private static Transform text(Object... settings) {
        return new TextType().create(Given.settings(settings));
    }

    @Test
    void spaceOfAnyKindAroundTextIsDropped() {
        assertThat(text().toCanonical(" \u00a0\u202fAcme Ltd\t\n")).isEqualTo("Acme Ltd");
        assertThat(text().toCanonical(" \u00a0 ")).isNull();
        assertThat(text("trim", false).toCanonical(" Acme ")).isEqualTo(" Acme ");
    }

    @Test
    void composedAndDecomposedLettersAreTheSameText() {
        assertThat(text().toCanonical("Mu\u0308ller")).isEqualTo("M\u00fcller");
    }

    @ParameterizedTest
    @CsvSource({"upper, straße Ω, STRASSE Ω", "lower, ÄRZTE Ж, ärzte ж", "title, ANNE-MARIE o'neil ǆ, Anne-Marie O'neil ǅ",
            "keep, McDonald, McDonald"})
    void lettersTakeTheStatedCase(String letters, String text, String expected) {
        assertThat(text("case", letters).toCanonical(text)).isEqualTo(expected);
    }

    @Test
    void numbersAndBooleansBecomeText() {
        assertThat(text().toCanonical(1200000.0)).isEqualTo("1200000");
        assertThat(text().toCanonical(new BigDecimal("1.20E+3"))).isEqualTo("1200");
        assertThat(text().toCanonical(true)).isEqualTo("true");
    }

    @Test
    void objectsListsAndMonstrousNumbersAreRefused() {
        assertThatThrownBy(() -> text().toCanonical(List.of("a"))).isInstanceOf(UnmappableValueException.class)
                .hasMessageContaining("a list");
        assertThatThrownBy(() -> text().toCanonical(Map.of())).isInstanceOf(UnmappableValueException.class)
                .hasMessageContaining("an object");
        assertThatThrownBy(() -> text().toCanonical(new BigDecimal("1E+999999999")))
                .isInstanceOf(UnmappableValueException.class);
    }

    @Test
    void halfACharacterIsRefusedAndNotStoredAsAnother() {
        for (String half : List.of("x\ud83dy", "\ude00", "a\ud83d", "\ud83d\ud83d\ude00")) {
            assertThatThrownBy(() -> text().toCanonical(half)).isInstanceOf(UnmappableValueException.class)
                    .hasMessageContaining("half of a character");
        }
        assertThat(text().toCanonical("\ud83d\ude00\ud83d\ude00")).isEqualTo("😀😀");
    }

    @Test
    void longTextIsRefusedOrCutBetweenCharacters() {
        assertThatThrownBy(() -> text("max", 3).fromCanonical("abcd")).isInstanceOf(UnmappableValueException.class)
                .hasMessageContaining("3 characters");
        assertThat(text("max", 3).fromCanonical("ab😀")).isEqualTo("ab😀");
        Transform cutting = text("max", 3, "tooLong", "truncate");
        assertThat(cutting.fromCanonical("ab😀d")).isEqualTo("ab😀");
        assertThat(cutting.loss()).isEqualTo("text longer than 3 characters is cut off");
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> text("case", "camel")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`case: camel` does not fit; it is one of upper, lower, title, keep.");
        assertThatThrownBy(() -> text("max", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
