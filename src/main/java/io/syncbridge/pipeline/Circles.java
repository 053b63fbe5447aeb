package io.syncbridge.pipeline;

import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Children.Wait;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Who waits for whom, and whether anybody waits for itself in the end. */
final class Circles {

    private final Map<Node, Set<Node>> parents = new HashMap<>();

    void add(Wait wait) {
        parents.computeIfAbsent(wait.child(), child -> new LinkedHashSet<>()).add(wait.parent());
    }

    void addAll(Collection<Wait> waits) {
        waits.forEach(this::add);
    }

    Set<Node> parentsOf(Node child) {
        return parents.getOrDefault(child, Set.of());
    }

    /** Says whether {@code waiting} waits for {@code node}, itself or through others, or is it. */
    boolean leadsTo(Node waiting, Node node) {
        var seen = new HashSet<Node>();
        var next = new ArrayDeque<Node>();
        next.add(waiting);
        while (!next.isEmpty()) {
            Node one = next.remove();
            if (one.equals(node)) {
                return true;
            }
            if (seen.add(one)) {
                next.addAll(parentsOf(one));
            }
        }
        return false;
    }

    /**
     * Returns one member of each circle; of circles that hang together only one in all. Two that are let go at the same time
     * would not see any more that they wait for one another.
     */
    Set<Node> openings() {
        var openings = new LinkedHashSet<Node>();
        for (Node child : parents.keySet().stream().sorted(Comparator.comparing(Node::toString)).toList()) {
            boolean isInCircle = parentsOf(child).stream().anyMatch(parent -> leadsTo(parent, child));
            if (isInCircle && openings.stream().noneMatch(open -> leadsTo(child, open))) {
                openings.add(child);
                parents.remove(child);
            }
        }
        return openings;
    }
}
