package io.syncbridge.connector.rest;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the fields that the body of a refusal names: {@code errors} by field (Rails, Laravel, .NET), lists of errors with a
 * {@code field}, {@code property}, {@code path}, {@code loc}, {@code pointer} or {@code source.pointer} (Spring, Bean
 * Validation, RFC 9457, JSON:API), or a body that is nothing but lists of texts by field (Django).
 */
final class FieldErrors {

    private static final List<String> CONTAINERS = List.of("errors", "error", "fieldErrors", "field_errors", "violations",
            "invalid-params", "invalidParams", "invalid_params", "validationErrors", "validation_errors", "details", "detail",
            "extensions", "source", "subErrors", "userErrors", "data");
    private static final List<String> NAMES = List.of("field", "property", "propertyPath", "path", "param", "loc", "pointer",
            "name", "parameter", "target", "attribute");
    private static final Set<String> AROUND = Set.of("body", "data", "attributes", "input", "params", "request");

    private static final Set<String> TOLD = Set.of("message", "msg", "defaultMessage", "reason", "code", "title", "type", "pointer", "parameter");

    private static final int DEEPEST = 6;

    private FieldErrors() {
    }

    /**
     * Returns the written fields that the body names as refused.
     *
     * @param written paths of the fields in the write
     * @return empty where it names none, or others besides: then the record as a whole is refused
     */
    static Set<String> of(Object body, Collection<String> written) {
        var named = new HashSet<String>();
        collect(body, 0, named);
        Map<String, String> known = known(written);
        Set<String> fields = named.stream().map(name -> known.get(plain(name))).collect(Collectors.toCollection(HashSet::new));
        return fields.contains(null) ? Set.of() : fields;
    }

    /** Parts of paths stand for their field: {@code contact} is refused with {@code contact.email}. */
    private static Map<String, String> known(Collection<String> written) {
        var known = new LinkedHashMap<String, String>();
        written.forEach(path -> known.putIfAbsent(plain(path), path));
        written.forEach(path -> known.putIfAbsent(plain(path.substring(path.lastIndexOf('.') + 1)), path));
        return known;
    }

    private static void collect(Object place, int depth, Set<String> named) {
        if (depth > DEEPEST) {
            return;
        }
        if (place instanceof List<?> list) {
            list.forEach(element -> collect(element, depth + 1, named));
        } else if (place instanceof Map<?, ?> map) {
            List<Object> inner = CONTAINERS.stream().<Object>map(map::get)
                    .filter(value -> value instanceof Map || value instanceof List).toList();
            inner.forEach(value -> collect(value, depth + 1, named));
            if (inner.isEmpty() && depth > 0 && !isByField(map, depth)) {
                NAMES.stream().map(map::get).map(FieldErrors::path).filter(Objects::nonNull).findFirst().ifPresent(named::add);
            } else if (inner.isEmpty() && isByField(map, depth)) {
                map.keySet().forEach(key -> named.add(key.toString()));
            }
        }
    }

    /** Texts by field; at the top only lists of them, for there other things are said with texts. */
    private static boolean isByField(Map<?, ?> map, int depth) {
        return !map.isEmpty() && map.keySet().stream().noneMatch(TOLD::contains) && map.entrySet().stream().allMatch(entry -> isTexts(entry.getValue())
                || depth > 0 && entry.getValue() instanceof String);
    }

    private static boolean isTexts(Object value) {
        return value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(String.class::isInstance);
    }

    private static String path(Object value) {
        if (value instanceof List<?> steps) {
            Deque<String> names = steps.stream().map(String::valueOf).collect(Collectors.toCollection(ArrayDeque::new));
            while (!names.isEmpty() && AROUND.contains(names.peekFirst())) {
                names.pollFirst();
            }
            return names.isEmpty() ? null : String.join(".", names);
        }
        if (!(value instanceof String text) || text.isBlank()) {
            return null;
        }
        if (text.contains("/")) {
            return path(List.of(text.substring(text.indexOf('/') + 1).split("/")));
        }
        return text.startsWith("$.") ? text.substring(2) : text;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_\\-]", "");
    }
}
