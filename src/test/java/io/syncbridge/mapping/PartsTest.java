package io.syncbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartsTest {

    private static final Map<String, Object> HELD = Map.of("id", 1, "a", Map.of("tier", "gold", "tags", List.of(1, 2), "in", Map.of("x", 1, "y", 2)));

    @Test
    void siblingsStayAtEveryDepth() {
        assertThat(over(HELD, "a.note", "new")).isEqualTo(Map.of("tier", "gold", "tags", List.of(1, 2), "in", Map.of("x", 1, "y", 2), "note", "new"));
        assertThat(over(HELD, "a.in.x", 7)).isEqualTo(Map.of("tier", "gold", "tags", List.of(1, 2), "in", Map.of("x", 7, "y", 2)));
        assertThat(over(HELD, "a.tags[1]", 9)).isEqualTo(Map.of("tier", "gold", "tags", List.of(1, 9), "in", Map.of("x", 1, "y", 2)));
        assertThat(HELD.toString()).as("the record is not touched").contains("gold").doesNotContain("new");
    }

    @Test
    void aBlankPartIsTakenOutAndNothingIsMadeForIt() {
        assertThat(over(HELD, "a.tier", null)).isEqualTo(Map.of("tags", List.of(1, 2), "in", Map.of("x", 1, "y", 2)));
        assertThat(over(HELD, "a.in.x", null)).isEqualTo(Map.of("tier", "gold", "tags", List.of(1, 2), "in", Map.of("y", 2)));
        assertThat(over(HELD, "a.none.x", null)).isEqualTo(HELD.get("a"));
        assertThat(over(HELD, "a.tags[0]", null)).as("the elements after it keep their places")
                .isEqualTo(Map.of("tier", "gold", "tags", Arrays.asList(null, 2), "in", Map.of("x", 1, "y", 2)));
        assertThat(over(HELD, "a.tags[5]", null)).isEqualTo(HELD.get("a"));
        assertThat(over(Map.of("id", 1), "a.note", null)).isNull();
    }

    @Test
    void whatIsMissingOnTheWayIsMade() {
        assertThat(over(Map.of(), "a.b[0].c", 1)).isEqualTo(Map.of("b", List.of(Map.of("c", 1))));
    }

    @Test
    void whatStandsInTheWayIsNotReplaced() {
        assertThatThrownBy(() -> over(Map.of("a", List.of(1)), "a.note", 1)).hasMessageContaining("`a.note` has no place").hasMessageContaining("a list");
        assertThatThrownBy(() -> over(Map.of("a", "text"), "a.note", 1)).hasMessageContaining("a single value");
        assertThatThrownBy(() -> over(HELD, "a.in[0]", 1)).hasMessageContaining("an object where a list");
        assertThat(over(HELD, "a.tier.x", null)).isEqualTo(HELD.get("a"));
    }

    @Property
    void partsOfOneValueAreWrittenTogetherAndTheRestStays(@ForAll @Size(max = 4) Map<@Size(max = 1) String, Integer> held,
            @ForAll @Size(max = 3) Map<Integer, Integer> values) {
        var inner = new LinkedHashMap<String, Object>();
        held.forEach((key, value) -> inner.put("h" + key, value));
        var record = new LinkedHashMap<String, Object>(Map.of("a", inner));
        var written = new LinkedHashMap<String, Object>();
        List<String> parts = values.keySet().stream().map(key -> "a.w" + key).toList();
        values.forEach((key, value) -> FieldPath.of("a.w" + key).set(written, value));

        Map<String, Object> stored = Parts.over(record, written, parts);

        var expected = new LinkedHashMap<>(inner);
        values.forEach((key, value) -> expected.put("w" + key, value));
        if (!values.isEmpty()) {
            assertThat(stored).isEqualTo(Map.of("a", expected));
        }
    }

    private static Object over(Map<String, Object> record, String path, Object value) {
        var written = new LinkedHashMap<String, Object>(Map.of("id", 1));
        FieldPath.of(path).set(written, value);
        return Parts.over(record, written, List.of(path)).get("a");
    }
}
