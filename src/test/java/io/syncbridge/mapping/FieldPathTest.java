package io.syncbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {

    @Property
    void whatIsSetIsPresentAndIsGot(@ForAll("paths") String text, @ForAll("values") Object value) {
        var record = new LinkedHashMap<String, Object>();
        FieldPath path = FieldPath.of(text);
        assertThat(path.isPresentIn(record)).isFalse();

        path.set(record, value);

        assertThat(path.isPresentIn(record)).isTrue();
        assertThat(path.get(record)).isEqualTo(value);
    }

    @Property
    void settingOnePathLeavesItsNeighboursAlone(@ForAll("paths") String text, @ForAll("values") Object value) {
        var record = new LinkedHashMap<String, Object>();
        FieldPath.of(text + ".left").set(record, value);
        FieldPath.of(text + ".right").set(record, "other");

        assertThat(FieldPath.of(text + ".left").get(record)).isEqualTo(value);
        assertThat(FieldPath.of(text + ".right").get(record)).isEqualTo("other");
    }

    @Property
    void theLastValueSetIsTheOneThatIsGot(@ForAll("paths") String text, @ForAll("values") Object first,
            @ForAll("values") Object second) {
        var record = new LinkedHashMap<String, Object>();
        FieldPath path = FieldPath.of(text);
        path.set(record, first);
        path.set(record, second);

        assertThat(path.get(record)).isEqualTo(second);
    }

    @Property
    void aRecordOfAnotherShapeHoldsNothingThereAndBreaksNothing(@ForAll("paths") String text, @ForAll("values") Object value) {
        FieldPath path = FieldPath.of("top." + text);

        assertThat(path.isPresentIn(Map.of("top", value))).isFalse();
        assertThat(path.get(Map.of("top", value))).isNull();
    }

    @Example
    void aKeyThatItselfHoldsDotsWinsWhenRead() {
        Map<String, Object> record = Map.of("address.city", "Bonn", "address", Map.of("city", "Berlin"));

        assertThat(FieldPath.of("address.city").get(record)).isEqualTo("Bonn");
    }

    @Example
    void mapsAndListsAreMadeOnTheWay() {
        var record = new LinkedHashMap<String, Object>();
        FieldPath.of("emails[1].value").set(record, "a@b.example");

        var emails = new ArrayList<Object>();
        emails.add(null);
        emails.add(Map.of("value", "a@b.example"));
        assertThat(record).isEqualTo(Map.of("emails", emails));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "[0]", "a[]", "a[-1]", "a[x]", "a[0]b", "a]", "a[12345]"})
    void whatIsNoPathIsRefusedWithAnExample(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> FieldPath.of(text))
                .withMessageContaining("'" + text + "'").withMessageContaining("emails[0].value");
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> step = Arbitraries.of("Name", "address", "a b", "Größe", "x[0]", "x[2]", "y[1][0]", "z-1", "__c");
        return step.list().ofMinSize(1).ofMaxSize(4).map(steps -> String.join(".", steps));
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.of("text", "", true, 12, 1.5, List.of());
    }
}
