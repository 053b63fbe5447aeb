package io.syncbridge.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.loading.LineDiff.Kind;
import io.syncbridge.loading.LineDiff.Line;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineDiffTest {

    @Test
    void showsWhatWasRemovedAndAddedWithSomeLinesAround() {
        String before = lines(1, 20);
        String now = before.replace("line 10\n", "line ten\nand a half\n");

        List<Line> lines = LineDiff.of(before, now);
        assertThat(shown(lines)).isEqualTo("~|  line 7|  line 8|  line 9|- line 10|+ line ten|+ and a half|  line 11|  line 12|  line 13|~");
        assertThat(lines.get(4)).isEqualTo(new Line(Kind.REMOVED, 10, null, "line 10"));
        assertThat(lines.get(6)).isEqualTo(new Line(Kind.ADDED, null, 11, "and a half"));
        assertThat(lines.get(7)).isEqualTo(new Line(Kind.SAME, 11, 12, "line 11"));
    }

    @Test
    void aFileThatIsNewOrGoneIsAddedOrRemovedAsAWhole() {
        assertThat(shown(LineDiff.of("", "a\nb\n"))).isEqualTo("+ a|+ b");
        assertThat(shown(LineDiff.of("a\nb", ""))).isEqualTo("- a|- b");
        assertThat(LineDiff.of("a\nb\n", "a\nb\n")).isEmpty();
        assertThat(LineDiff.of("", "")).isEmpty();
    }

    @Test
    void changesFarApartAreShownApart() {
        String before = lines(1, 40);
        assertThat(LineDiff.of(before, before.replace("line 2\n", "").replace("line 39\n", "line 39 !\n")).stream().filter(line -> line.kind() == Kind.GAP))
                .hasSize(1);
    }

    @Test
    void veryLargeFilesAreComparedInBoundedTime() {
        assertThat(LineDiff.of(lines(1, 20_000), lines(20_001, 40_000))).hasSize(40_000);
    }

    /** What was removed, and what is the same, is the one text; what was added, and what is the same, the other. */
    @Property
    void holdsBothTexts(@ForAll @Size(max = 12) List<@IntRange(min = 0, max = 3) Integer> one, @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 3) Integer> other) {
        String before = text(one);
        String now = text(other);
        List<Line> lines = LineDiff.of(before, now);
        lines.stream().filter(line -> line.before() != null).forEach(line ->
                assertThat(line.text()).isEqualTo(before.lines().toList().get(line.before() - 1)));
        lines.stream().filter(line -> line.now() != null).forEach(line ->
                assertThat(line.text()).isEqualTo(now.lines().toList().get(line.now() - 1)));
        assertThat(lines.stream().filter(line -> line.kind() == Kind.ADDED).count() - lines.stream().filter(line -> line.kind() == Kind.REMOVED).count())
                .isEqualTo(other.size() - one.size());
        assertThat(lines.isEmpty()).isEqualTo(before.equals(now));
    }

    private static String text(List<Integer> lines) {
        return lines.stream().map(line -> "l" + line + "\n").collect(Collectors.joining());
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(line -> "line " + line + "\n").collect(Collectors.joining());
    }

    private static String shown(List<Line> lines) {
        return lines.stream().map(line -> switch (line.kind()) {
            case SAME -> "  " + line.text();
            case ADDED -> "+ " + line.text();
            case REMOVED -> "- " + line.text();
            case GAP -> "~";
        }).collect(Collectors.joining("|"));
    }
}
