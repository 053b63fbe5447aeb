package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.mapping.transform.ValuesTransform.Unknown;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTransformTest {

    private static final Transform TEXT = new TextType().create(Map.of());
    private static final Map<String, Object> INDUSTRIES = Map.of("Agriculture", "Farming", "Banking", "Finance");
    private static final Map<String, Object> STATES = Map.of("New", "A", "Active", "A", "Closed", "C");

    private static ValuesTransform values(Map<?, ?> table, Map<?, ?> back, Unknown unknown) {
        return new ValuesTransform(TEXT, table, back, unknown);
    }

    @Test
    void valuesAreLookedUpInBothDirections() {
        var industry = values(INDUSTRIES, Map.of(), new Unknown.Keep());
        assertThat(industry.toCanonical(" Farming ")).isEqualTo("Agriculture");
        assertThat(industry.fromCanonical("Banking")).isEqualTo("Finance");
        assertThat(industry.loss()).isNull();
    }

    @Test
    void unknownValuesAreKept() {
        var industry = values(INDUSTRIES, Map.of(), new Unknown.Keep());
        assertThat(industry.toCanonical(" Media ")).isEqualTo("Media");
        assertThat(industry.fromCanonical("Media")).isEqualTo("Media");
    }

    @Test
    void aKeptValueThatWouldReadBackAsAnotherIsRefused() {
        assertThatThrownBy(() -> values(INDUSTRIES, Map.of(), new Unknown.Keep()).fromCanonical("Farming"))
                .isInstanceOf(UnmappableValueException.class).hasMessageContaining("Agriculture");
    }

    @Test
    void unknownValuesAreRefused() {
        var industry = values(INDUSTRIES, Map.of(), new Unknown.Fail());
        assertThatThrownBy(() -> industry.toCanonical("Media")).isInstanceOf(UnmappableValueException.class);
        assertThatThrownBy(() -> industry.fromCanonical("Media")).isInstanceOf(UnmappableValueException.class);
    }

    @Test
    void unknownValuesAreReplaced() {
        var industry = values(INDUSTRIES, Map.of(), new Unknown.Replace("Other"));
        assertThat(industry.toCanonical("Media")).isEqualTo("Other");
        assertThat(industry.fromCanonical("Media")).isEqualTo("Other");
        assertThat(industry.loss()).contains("replaced");
    }

    @Test
    void severalValuesThatBecomeOneNeedAWayBack() {
        assertThat(values(STATES, Map.of(), new Unknown.Fail()).loss()).isEqualTo(
                "several values become A, and `back` does not say which is meant");
        var state = values(STATES, Map.of("A", "Active"), new Unknown.Fail());
        assertThat(state.loss()).isNull();
        assertThat(state.fromCanonical("New")).isEqualTo("A");
        assertThat(state.toCanonical("A")).isEqualTo("Active");
    }

    @Test
    void aWayBackThatTheTableDoesNotLeadToIsRefused() {
        assertThatThrownBy(() -> values(STATES, Map.of("A", "Closed"), new Unknown.Fail()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Closed");
        assertThatThrownBy(() -> values(STATES, Map.of("X", "New"), new Unknown.Fail()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("X");
    }

    @Test
    void numbersAndBooleansAreValuesToo() {
        var level = values(Map.of(new BigDecimal("1E+1"), "ten", true, 7), Map.of(), new Unknown.Fail());
        assertThat(level.fromCanonical(new BigDecimal("10"))).isEqualTo("ten");
        assertThat(level.toCanonical("ten")).isEqualTo(new BigDecimal("10"));
        assertThat(level.toCanonical("7")).isEqualTo(true);
        assertThat(level.fromCanonical(true)).isEqualTo(7);
    }

    @Test
    void aDefaultStandsWhereTheValueIsBlank() {
        var country = new DefaultTransform(TEXT, "DE");
        assertThat(country.takesBlank()).isTrue();
        assertThat(country.toCanonical(null)).isEqualTo("DE");
        assertThat(country.toCanonical("  ")).isEqualTo("DE");
        assertThat(country.toCanonical("FR")).isEqualTo("FR");
        assertThat(country.fromCanonical(null)).isEqualTo("DE");
    }
}
