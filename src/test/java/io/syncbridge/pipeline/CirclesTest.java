package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.store.Children.Kind;
import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Children.Wait;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CirclesTest {

    @Test
    void aChainIsNoCircle() {
        Circles circles = circles(List.of(wait(1, 2), wait(2, 3)));
        assertThat(circles.openings()).isEmpty();
        assertThat(circles.leadsTo(node(1), node(3))).isTrue();
        assertThat(circles.leadsTo(node(3), node(1))).isFalse();
    }

    @Test
    void whatPointsToItselfIsACircle() {
        assertThat(circles(List.of(wait(1, 1))).openings()).containsExactly(node(1));
    }

    @Test
    void ofCirclesThatHangTogetherOneGoesOn() {
        assertThat(circles(List.of(wait(1, 2), wait(2, 1), wait(2, 2))).openings()).containsExactly(node(1));
        assertThat(circles(List.of(wait(1, 2), wait(2, 1), wait(1, 1))).openings()).containsExactly(node(1));
    }

    @Property(tries = 1000)
    void roundAfterRoundEveryCircleIsOpened(@ForAll("waits") List<Wait> waits) {
        List<Wait> left = waits;
        Set<Node> openings = circles(left).openings();
        while (!openings.isEmpty()) {
            Set<Node> opened = openings;
            left = left.stream().filter(wait -> !opened.contains(wait.child())).toList();
            openings = circles(left).openings();
        }
        Circles rest = circles(left);
        waits.forEach(wait -> assertThat(rest.parentsOf(wait.child())).noneMatch(parent -> rest.leadsTo(parent, wait.child())));
    }

    @Property(tries = 1000)
    void noTwoThatWaitForOneAnotherGoOnTogether(@ForAll("waits") List<Wait> waits) {
        Circles all = circles(waits);
        Set<Node> openings = circles(waits).openings();
        openings.forEach(one -> assertThat(openings).noneMatch(other ->
                !one.equals(other) && all.leadsTo(one, other) && all.leadsTo(other, one)));
    }

    @Property(tries = 1000)
    void onlyWhatIsInACircleGoesOn(@ForAll("waits") List<Wait> waits) {
        Circles all = circles(waits);
        assertThat(circles(waits).openings()).allMatch(node -> all.parentsOf(node).stream().anyMatch(parent -> all.leadsTo(parent, node)));
    }

    @Provide
    Arbitrary<List<Wait>> waits() {
        Arbitrary<Integer> node = Arbitraries.integers().between(1, 6);
        return Combinators.combine(node, node).as(CirclesTest::wait).list().ofMaxSize(10);
    }

    private static Circles circles(List<Wait> waits) {
        var circles = new Circles();
        circles.addAll(waits);
        return circles;
    }

    private static Wait wait(int child, int parent) {
        return new Wait(node(child), "field", node(parent), Instant.EPOCH);
    }

    private static Node node(int id) {
        return new Node(Kind.READ, "firms", "crm", Integer.toString(id));
    }
}
