package io.syncbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.mapping.JoinSplit.Split;
import io.syncbridge.mapping.transform.UnmappableValueException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JoinSplitTest {

    @Example
    void textIsSplitAtTheFirstOrTheLastSeparators() {
        assertThat(new JoinSplit(" ", Split.LAST).split("Anna Maria Lee", 2)).containsExactly("Anna Maria", "Lee");
        assertThat(new JoinSplit(" ", Split.FIRST).split("Ludwig van Beethoven", 2)).containsExactly("Ludwig", "van Beethoven");
        assertThat(new JoinSplit(", ", Split.FIRST).split("a, b, c, d", 3)).containsExactly("a", "b", "c, d");
        assertThat(new JoinSplit(", ", Split.LAST).split("a, b, c, d", 3)).containsExactly("a, b", "c", "d");
    }

    @Example
    void tooFewPartsLeaveTheRestBlank() {
        assertThat(new JoinSplit(" ", Split.FIRST).split("Ada", 3)).containsExactly("Ada", null, null);
        assertThat(new JoinSplit(" ", Split.LAST).split("Lovelace", 3)).containsExactly(null, null, "Lovelace");
    }

    @Example
    void aSeparatorAtAnEndCannotBeKeptAndIsRefused() {
        assertThatThrownBy(() -> new JoinSplit(", ", Split.FIRST).split(", Ada", 2)).isInstanceOf(UnmappableValueException.class);
    }

    @Property
    void splitAndJoinedATextIsTheSame(@ForAll("texts") String text, @ForAll("separators") String separator,
            @ForAll Split split, @ForAll @IntRange(min = 2, max = 4) int count) {
        var parts = new JoinSplit(separator, split);
        try {
            List<String> taken = parts.split(text, count);
            assertThat(taken).hasSize(count);
            assertThat(parts.join(taken)).isEqualTo(text);
        } catch (UnmappableValueException refused) {
            assertThat(text.startsWith(separator) || text.endsWith(separator) || text.contains(separator + separator)).isTrue();
        }
    }

    @Property
    void joinedPartsAreAlwaysTakenApartToTheSameWhole(@ForAll("words") List<String> words, @ForAll Split split) {
        var parts = new JoinSplit(" ", split);
        String joined = parts.join(words);
        if (joined != null) {
            assertThat(parts.join(parts.split(joined, words.size()))).isEqualTo(joined);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab, -").ofMinLength(1).ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(" ", ", ", "-", ",,");
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of("Ada", "van der", "Lee", "").injectNull(0.1).list().ofMinSize(2).ofMaxSize(4);
    }
}
