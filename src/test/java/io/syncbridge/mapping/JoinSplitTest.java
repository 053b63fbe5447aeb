package io.syncbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.mapping.JoinSplit.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinSplitTest {

    @ParameterizedTest
    @CsvSource({
            "FIRST, ' ',  Ada Lovelace,        Ada,          Lovelace",
            "FIRST, ' ',  Ada King Lovelace,   Ada,          King Lovelace",
            "LAST,  ' ',  Ada King Lovelace,   Ada King,     Lovelace",
            "FIRST, ' ',  Plato,               ,             Plato",
            "LAST,  ' ',  Plato,               Plato,        ",
            "FIRST, ', ', 'Lovelace, Ada',     Lovelace,     Ada"})
    void aTextIsSplitAndJoinedAgain(Split split, String separator, String text, String left, String right) {
        var parts = new JoinSplit(separator, split);

        assertThat(parts.split(text, 2)).containsExactly(left, right);
        assertThat(parts.join(Arrays.asList(left, right))).isEqualTo(text);
    }

    @Property
    void joiningWhatWasSplitGivesTheSameText(@ForAll("separators") String separator, @ForAll Split split,
            @ForAll("parts") List<Object> parts) {
        var joinSplit = new JoinSplit(separator, split);
        String joined = joinSplit.join(parts);
        if (joined != null) {
            assertThat(joinSplit.join(joinSplit.split(joined, parts.size()))).isEqualTo(joined);
        }
    }

    @Property
    void aSplitHasAsManyPartsAsAskedForAndNoneIsEmpty(@ForAll("separators") String separator, @ForAll Split split,
            @ForAll("parts") List<Object> parts) {
        String text = String.join(separator, parts.stream().map(String::valueOf).toList());

        assertThat(new JoinSplit(separator, split).split(text, parts.size())).hasSameSizeAs(parts)
                .allSatisfy(part -> assertThat(part == null || !part.toString().isBlank()).isTrue());
    }

    @Property
    void blankPartsJoinToNothing(@ForAll("separators") String separator, @ForAll Split split) {
        assertThat(new JoinSplit(separator, split).join(Arrays.asList(null, "", "  "))).isNull();
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(" ", ", ", "-", "/", " - ", "\n", "aa", "::");
    }

    @Provide
    Arbitrary<List<Object>> parts() {
        Arbitrary<Object> part = Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab ,-/:\n\u00a0\u2003").ofMaxLength(6).map(value -> value),
                Arbitraries.integers().map(value -> value));
        return part.injectNull(0.2).list().ofMinSize(2).ofMaxSize(4).map(ArrayList::new);
    }
}
