package io.syncbridge.definition;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Which way values flow.
 *
 * @param sources the systems whose edits count
 * @param targets the systems that are written to
 */
record Direction(Set<String> sources, Set<String> targets) {

    static Direction both(Collection<String> systems) {
        return new Direction(new LinkedHashSet<>(systems), new LinkedHashSet<>(systems));
    }

    /**
     * @param all the systems that {@code both} stands for
     * @return nothing where the text is no direction; the names in it are not looked at
     */
    static Optional<Direction> parse(String text, Collection<String> all) {
        if (text.equals("both")) {
            return Optional.of(both(all));
        }
        Matcher arrow = Specification.DIRECTION.matcher(text);
        return arrow.matches() ? Optional.of(new Direction(names(arrow.group(1)), names(arrow.group(2)))) : Optional.empty();
    }

    private static Set<String> names(String list) {
        return new LinkedHashSet<>(Arrays.asList(list.strip().split("\\s*,\\s*")));
    }

    /** This direction, as far as it is about the given systems. */
    Direction within(Collection<String> systems) {
        var kept = new Direction(new LinkedHashSet<>(sources), new LinkedHashSet<>(targets));
        kept.sources.retainAll(systems);
        kept.targets.retainAll(systems);
        return kept;
    }

    /** All systems that it names. */
    Set<String> systems() {
        var systems = new LinkedHashSet<>(sources);
        systems.addAll(targets);
        return systems;
    }

    /** Whether a value can come from one system to another at all. */
    boolean flows() {
        return !sources.isEmpty() && !targets.isEmpty() && systems().size() > 1;
    }

    boolean isTwoWayIn(String system) {
        return sources.contains(system) && targets.contains(system);
    }
}
