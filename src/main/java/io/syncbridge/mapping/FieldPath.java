package io.syncbridge.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a field stands in a JSON-shaped record: {@code Name}, {@code address.city}, {@code emails[0].value}. A key that
 * itself holds dots wins when a record is read.
 *
 * @param text as written in the definition
 * @param steps keys ({@link String}) and indices ({@link Integer}), from the outside in
 */
public record FieldPath(String text, List<Object> steps) {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)((?:\\[\\d{1,4}])*)");
    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

    /** @throws IllegalArgumentException saying what a path looks like */
    public static FieldPath of(String text) {
        var steps = new ArrayList<Object>();
        for (String part : text.split("\\.", -1)) {
            Matcher step = STEP.matcher(part);
            if (!step.matches()) {
                throw new IllegalArgumentException("'" + text
                        + "' is not a path to a field; write it like Name, address.city or emails[0].value.");
            }
            steps.add(step.group(1));
            Matcher index = INDEX.matcher(step.group(2));
            while (index.find()) {
                steps.add(Integer.valueOf(index.group(1)));
            }
        }
        return new FieldPath(text, List.copyOf(steps));
    }

    public boolean isPresentIn(Map<String, Object> record) {
        if (record.containsKey(text)) {
            return true;
        }
        Object at = steps.size() > 1 ? walk(record, steps.size() - 1) : record;
        Object last = steps.get(steps.size() - 1);
        if (last instanceof Integer index) {
            return at instanceof List<?> list && index < list.size();
        }
        return at instanceof Map<?, ?> map && map.containsKey(last);
    }

    /** Returns the value; {@code null} where it is blank or absent. */
    public Object get(Map<String, Object> record) {
        return record.containsKey(text) ? record.get(text) : walk(record, steps.size());
    }

    /** Sets the value, making the maps and lists on the way to it. */
    public void set(Map<String, Object> record, Object value) {
        Object at = record;
        for (int i = 0; i < steps.size() - 1; i++) {
            at = descend(at, steps.get(i), steps.get(i + 1) instanceof Integer);
        }
        put(at, steps.get(steps.size() - 1), value);
    }

    private Object walk(Object from, int depth) {
        Object at = from;
        for (Object step : steps.subList(0, depth)) {
            at = child(at, step);
        }
        return at;
    }

    private static Object child(Object at, Object step) {
        if (step instanceof Integer index) {
            return at instanceof List<?> list && index < list.size() ? list.get(index) : null;
        }
        return at instanceof Map<?, ?> map ? map.get(step) : null;
    }

    private static Object descend(Object at, Object step, boolean intoList) {
        Object next = child(at, step);
        if (!(intoList ? next instanceof List : next instanceof Map)) {
            next = intoList ? new ArrayList<>() : new LinkedHashMap<String, Object>();
            put(at, step, next);
        }
        return next;
    }

    @SuppressWarnings("unchecked")
    private static void put(Object at, Object step, Object value) {
        if (step instanceof Integer index) {
            List<Object> list = (List<Object>) at;
            while (list.size() <= index) {
                list.add(null);
            }
            list.set(index, value);
        } else {
            ((Map<String, Object>) at).put((String) step, value);
        }
    }
}
