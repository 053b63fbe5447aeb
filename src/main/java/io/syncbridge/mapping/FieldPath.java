package io.syncbridge.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a JSON-shaped record: {@code Name}, {@code address.city}, {@code emails[0].value}. A key of the record
 * that is itself spelled like the path, dots and all, wins over the nested place.
 */
public final class FieldPath {

    private static final Object ABSENT = new Object();
    private static final Pattern STEP = Pattern.compile("(?<name>[^.\\[\\]]+)(?<indexes>(?:\\[\\d{1,3}])*)(?:\\.(?=.)|$)");
    private static final Pattern INDEX = Pattern.compile("\\d+");

    private final String text;
    private final List<Step> steps;

    private FieldPath(String text, List<Step> steps) {
        this.text = text;
        this.steps = steps;
    }

    /** @throws IllegalArgumentException saying what a path looks like, where the text is none */
    public static FieldPath of(String text) {
        Matcher step = STEP.matcher(text);
        var steps = new ArrayList<Step>();
        int end = 0;
        while (step.find() && step.start() == end && !step.group("name").isBlank()) {
            steps.add(new Key(step.group("name")));
            INDEX.matcher(step.group("indexes")).results().map(index -> new Index(Integer.parseInt(index.group())))
                    .forEach(steps::add);
            end = step.end();
        }
        if (end == 0 || end != text.length()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a path from its character " + (end + 1)
                    + " on; a path is names joined by dots, each with list indexes from 0 to 999 where needed,"
                    + " such as emails[0].value");
        }
        return new FieldPath(text, List.copyOf(steps));
    }

    public String text() {
        return text;
    }

    /**
     * Whether the record says anything about the place. A list or an object that is {@code null}, and a list that is
     * too short, say that the place is blank; an object that lacks the key says nothing.
     */
    public boolean isPresentIn(Map<String, Object> record) {
        return find(record) != ABSENT;
    }

    /** Returns the value there; {@code null} where it is blank or absent. */
    public Object get(Map<String, Object> record) {
        Object found = find(record);
        return found == ABSENT ? null : found;
    }

    /**
     * Sets the value there. Objects and lists on the way are made where they are missing, and copied where they are
     * not, so that what the record shares with others stays as it is. Other values on the way are replaced.
     */
    public void set(Map<String, Object> record, Object value) {
        if (steps.size() == 1 || record.containsKey(text)) {
            record.put(text, value);
        } else {
            String first = ((Key) steps.get(0)).name();
            record.put(first, with(record.get(first), 1, value));
        }
    }

    /** Whether the place is within a field of the record, and not a field itself. */
    public boolean isPart() {
        return steps.size() > 1;
    }

    /** Returns the name of the record's field that holds the place. */
    public String root() {
        return ((Key) steps.get(0)).name();
    }

    /** Takes the value there away, or makes it blank where it is an element of a list; copies and makes nothing else. */
    void remove(Map<String, Object> record) {
        if (isPresentIn(record)) {
            record.put(root(), without(record.get(root()), 1));
        }
    }

    /**
     * Checks that nothing stands in the way of {@link #set}.
     *
     * @throws IllegalArgumentException if there is a value on the way that the place cannot be in
     */
    public void checkWay(Map<String, Object> record) {
        Object container = record.get(root());
        for (int i = 1; i < steps.size() && container != null; i++) {
            if (!steps.get(i).fits(container)) {
                throw new IllegalArgumentException("`" + text + "` has no place: the record holds "
                        + (container instanceof List ? "a list" : container instanceof Map ? "an object" : "a single value")
                        + " where " + (steps.get(i) instanceof Index ? "a list" : "an object") + " is needed");
            }
            Object found = steps.get(i).in(container);
            container = found == ABSENT ? null : found;
        }
    }

    private Object without(Object container, int depth) {
        if (depth == steps.size() - 1) {
            return steps.get(depth).remove(container);
        }
        Object child = steps.get(depth).in(container);
        return child == null || child == ABSENT ? container
                : steps.get(depth).put(container, present -> without(present, depth + 1));
    }

    private Object find(Map<String, Object> record) {
        if (steps.size() == 1 || record.containsKey(text)) {
            return record.containsKey(text) ? record.get(text) : ABSENT;
        }
        Object found = record;
        for (int i = 0; i < steps.size() && found != null && found != ABSENT; i++) {
            found = steps.get(i).in(found);
        }
        return found;
    }

    private Object with(Object container, int depth, Object value) {
        return depth == steps.size() ? value
                : steps.get(depth).put(container, child -> with(child, depth + 1, value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldPath path && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private sealed interface Step {

        Object in(Object container);

        /** Returns a copy of the container in which the child at this step is changed. */
        Object put(Object container, UnaryOperator<Object> change);

        /** Returns a copy of the container without the child at this step; the same where there is none. */
        Object remove(Object container);

        /** Whether a container is one in which this step can be made. */
        boolean fits(Object container);
    }

    private record Key(String name) implements Step {

        @Override
        public Object in(Object container) {
            return container instanceof Map<?, ?> map && map.containsKey(name) ? map.get(name) : ABSENT;
        }

        @Override
        public Object put(Object container, UnaryOperator<Object> change) {
            var copy = new LinkedHashMap<Object, Object>(container instanceof Map<?, ?> map ? map : Map.of());
            copy.put(name, change.apply(copy.get(name)));
            return copy;
        }

        @Override
        public Object remove(Object container) {
            if (in(container) == ABSENT) {
                return container;
            }
            var copy = new LinkedHashMap<Object, Object>((Map<?, ?>) container);
            copy.remove(name);
            return copy;
        }

        @Override
        public boolean fits(Object container) {
            return container instanceof Map;
        }
    }

    private record Index(int index) implements Step {

        @Override
        public Object in(Object container) {
            if (container instanceof List<?> list) {
                return index < list.size() ? list.get(index) : null;
            }
            return ABSENT;
        }

        @Override
        public Object put(Object container, UnaryOperator<Object> change) {
            var copy = new ArrayList<Object>(container instanceof List<?> list ? list : List.of());
            while (copy.size() <= index) {
                copy.add(null);
            }
            copy.set(index, change.apply(copy.get(index)));
            return copy;
        }

        @Override
        public Object remove(Object container) {
            return container instanceof List<?> list && index < list.size() ? put(list, child -> null) : container;
        }

        @Override
        public boolean fits(Object container) {
            return container instanceof List;
        }
    }
}
