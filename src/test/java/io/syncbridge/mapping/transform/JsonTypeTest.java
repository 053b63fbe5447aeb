package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.model.Unreadable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTypeTest {

    private static final Transform JSON = new JsonType().create(Map.of());
    private static final Transform UNTYPED = Structure.orElse(new TextType().create(Map.of()));

    @Test
    void documentsAreEqualWhateverTheOrderOfKeysAndTheNotationOfNumbers() {
        var one = new LinkedHashMap<String, Object>();
        one.put("b", List.of(1.50, Map.of("x", 100)));
        one.put("a", null);
        var other = new LinkedHashMap<String, Object>();
        other.put("a", null);
        other.put("b", Arrays.asList(new BigDecimal("1.5"), Map.of("x", new BigDecimal("1E+2"))));

        for (Transform transform : List.of(JSON, UNTYPED)) {
            assertThat(transform.toCanonical(one)).isEqualTo(transform.toCanonical(other)).hasToString("{a=null, b=[1.5, {x=100}]}");
            assertThat(transform.toCanonical(List.of(1, 2))).isNotEqualTo(transform.toCanonical(List.of(2, 1)));
            assertThat(transform.toCanonical(transform.fromCanonical(transform.toCanonical(one)))).isEqualTo(transform.toCanonical(one));
        }
    }

    @Test
    void singleValuesKeepTheirKindAndAreTextWhereNoTypeIsNamed() {
        assertThat(JSON.toCanonical(5)).isEqualTo(new BigDecimal("5"));
        assertThat(JSON.toCanonical(true)).isEqualTo(true);
        assertThat(JSON.toCanonical(" 5 ")).isEqualTo(" 5 ");
        assertThat(UNTYPED.toCanonical(5)).isEqualTo("5");
    }

    @Test
    void whatCannotBeReadInsideIsRefused() {
        assertThatThrownBy(() -> JSON.toCanonical(List.of(new Unreadable("NaN", "It is no number.")))).hasMessageContaining("no number");
        assertThatThrownBy(() -> UNTYPED.toCanonical(Map.of("a", new BigDecimal("1E+999999999")))).hasMessageContaining("digits");
        assertThatThrownBy(() -> new TextType().create(Map.of()).toCanonical(List.of(1))).hasMessageContaining("a list");
    }
}
