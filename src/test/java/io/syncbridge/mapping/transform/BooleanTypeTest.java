package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BooleanTypeTest {

    private static Transform bool(Object... settings) {
        return new BooleanType().create(Given.settings(settings));
    }

    @Test
    void theUsualWordsAreUnderstood() {
        for (Object yes : new Object[] {true, "true", "TRUE", "Yes", "y", "1", 1, 1.0, " yes "}) {
            assertThat(bool().toCanonical(yes)).isEqualTo(true);
        }
        for (Object no : new Object[] {false, "False", "NO", "n", "0", 0}) {
            assertThat(bool().toCanonical(no)).isEqualTo(false);
        }
        assertThat(bool().toCanonical("  ")).isNull();
    }

    @Test
    void aSystemsOwnWordsAreReadAndWritten() {
        Transform german = bool("yes", "Ja", "no", "Nein");
        assertThat(german.toCanonical("ja")).isEqualTo(true);
        assertThat(german.toCanonical("Nein")).isEqualTo(false);
        assertThat(german.fromCanonical(true)).isEqualTo("Ja");
        assertThat(bool().fromCanonical(true)).isEqualTo(true);
    }

    @Test
    void aSystemsOwnWordsWinOverTheUsualOnes() {
        Transform blocked = bool("yes", "0", "no", "1");
        assertThat(blocked.toCanonical(0)).isEqualTo(true);
        assertThat(blocked.toCanonical(blocked.fromCanonical(false))).isEqualTo(false);
    }

    @Test
    void otherWordsAreRefused() {
        assertThatThrownBy(() -> bool("yes", "Ja", "no", "Nein").toCanonical("vielleicht"))
                .isInstanceOf(UnmappableValueException.class).hasMessageContaining("Ja or Nein");
        assertThatThrownBy(() -> bool().fromCanonical("yes")).isInstanceOf(UnmappableValueException.class);
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> bool("yes", "Ja")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("together");
        assertThatThrownBy(() -> bool("yes", "X", "no", "x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different");
    }
}
