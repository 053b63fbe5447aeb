package io.syncbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FieldPathTest {

    @Example
    void nestedValuesAreFound() {
        Map<String, Object> record = Map.of("Name", "Ada", "address", Map.of("city", "Paris"),
                "emails", List.of(Map.of("value", "a@b.c")));
        assertThat(FieldPath.of("Name").get(record)).isEqualTo("Ada");
        assertThat(FieldPath.of("address.city").get(record)).isEqualTo("Paris");
        assertThat(FieldPath.of("emails[0].value").get(record)).isEqualTo("a@b.c");
        assertThat(FieldPath.of("address.street").isPresentIn(record)).isFalse();
        assertThat(FieldPath.of("Name.first").isPresentIn(record)).isFalse();
        assertThat(FieldPath.of("emails.value").isPresentIn(record)).isFalse();
    }

    @Example
    void aBlankObjectOrAShortListSaysThatThePlaceIsBlank() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("address", null);
        record.put("emails", List.of());
        for (String path : List.of("address", "address.city", "emails[0]", "emails[0].value")) {
            assertThat(FieldPath.of(path).isPresentIn(record)).isTrue();
        }
        assertThat(FieldPath.of("address.city").get(record)).isNull();
    }

    @Example
    void aKeySpelledLikeThePathWins() {
        Map<String, Object> record = new LinkedHashMap<>(Map.of("address.city", "Paris", "address", Map.of("city", "Rome")));
        assertThat(FieldPath.of("address.city").get(record)).isEqualTo("Paris");
    }

    @Example
    void settingLeavesWhatStandsBesideAndSharesNothing() {
        Map<String, Object> shared = Map.of("city", "Rome", "zip", "1");
        Map<String, Object> record = new LinkedHashMap<>(Map.of("address", shared));
        FieldPath.of("address.city").set(record, "Paris");
        FieldPath.of("emails[1].value").set(record, "x");
        assertThat(record).isEqualTo(Map.of("address", Map.of("city", "Paris", "zip", "1"),
                "emails", Arrays.asList(null, Map.of("value", "x"))));
        assertThat(shared).containsEntry("city", "Rome");
    }

    @Example
    void textThatIsNoPathIsRefused() {
        for (String text : List.of("", ".", "a.", ".a", "a..b", "a[", "a[x]", "a]b", "[0]", "a[0]b", "a[1000]", "a. .b", " ")) {
            assertThatThrownBy(() -> FieldPath.of(text)).as(text).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("emails[0].value");
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsSetIsThere(@ForAll("paths") String text, @ForAll("records") Map<String, Object> before, @ForAll String value) {
        FieldPath path = FieldPath.of(text);
        var record = new LinkedHashMap<>(before);
        path.set(record, value);
        assertThat(path.isPresentIn(record)).isTrue();
        assertThat(path.get(record)).isEqualTo(value);
        path.set(record, null);
        assertThat(path.isPresentIn(record)).isTrue();
        assertThat(path.get(record)).isNull();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void settingWhatIsThereChangesNothing(@ForAll("paths") String text, @ForAll("records") Map<String, Object> before) {
        FieldPath path = FieldPath.of(text);
        if (path.get(before) != null) {
            var record = new LinkedHashMap<>(before);
            path.set(record, path.get(before));
            assertThat(record).isEqualTo(before);
        }
    }

    @Provide
    Arbitrary<String> paths() {
        return Combinators.combine(Arbitraries.of("a", "b", "First Name", "@id"), Arbitraries.of("", "[0]", "[2][1]"))
                .as((name, indexes) -> name + indexes).list().ofMinSize(1).ofMaxSize(4).map(steps -> String.join(".", steps));
    }

    @Provide
    Arbitrary<Map<String, Object>> records() {
        Arbitrary<Object> plain = Arbitraries.of("x", 1, true).map(Object.class::cast).injectNull(0.2);
        Arbitrary<Object> deep = containers(containers(plain));
        return objects(deep).map(LinkedHashMap::new);
    }

    private static Arbitrary<Object> containers(Arbitrary<Object> inner) {
        return Arbitraries.oneOf(inner, inner.list().ofMaxSize(3).map(Object.class::cast), objects(inner).map(Object.class::cast));
    }

    private static Arbitrary<Map<String, Object>> objects(Arbitrary<Object> values) {
        return Arbitraries.maps(Arbitraries.of("a", "b", "First Name", "@id", "a.b"), values).ofMaxSize(3);
    }
}
