package io.syncbridge.mapping;

import io.syncbridge.model.Fit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields and values that mark a record as deleted, or that take the mark back. A value is plain; {@value #NOW} and
 * {@value #TODAY} stand for the time and the day (in UTC) when the mark is written, and for any value when it is read.
 */
public final class Flags {

    /** Written as the time of writing. */
    public static final String NOW = "now";
    /** Written as the day of writing. */
    public static final String TODAY = "today";

    private Flags() {
    }

    /**
     * Judges whether a record holds all the flags.
     *
     * @param flags by path
     * @param whole whether the record is all that there is, so that a time which it does not hold is blank; other flags that it
     *     does not hold are never taken for blank, as its route may not read them
     */
    public static Fit fit(Map<String, Object> flags, Map<String, Object> record, boolean whole) {
        Fit fit = Fit.INSIDE;
        for (Map.Entry<String, Object> flag : flags.entrySet()) {
            FieldPath path = FieldPath.of(flag.getKey());
            if (!path.isPresentIn(record) && !(whole && isTime(flag.getValue()))) {
                fit = Fit.UNKNOWN;
            } else if (!holds(flag.getValue(), path.get(record))) {
                return Fit.OUTSIDE;
            }
        }
        return fit;
    }

    /** Sets the flags in a record that is to be written; what is blank is {@code null} in all types of columns. */
    public static void set(Map<String, Object> flags, Instant now, Map<String, Object> record) {
        flags.forEach((field, flag) -> FieldPath.of(field).set(record, written(flag, now)));
    }

    /** Returns the flags' paths that are parts of nested values, whose other parts stay as they are. */
    public static Set<String> parts(Map<String, Object> flags) {
        return flags.keySet().stream().filter(field -> FieldPath.of(field).isPart()).collect(Collectors.toSet());
    }

    private static Object written(Object flag, Instant now) {
        return NOW.equals(flag) ? now.truncatedTo(ChronoUnit.SECONDS).toString()
                : TODAY.equals(flag) ? now.atOffset(ZoneOffset.UTC).toLocalDate().toString()
                : Condition.isBlank(flag) ? null : flag;
    }

    /** Flags are written in YAML and read from JSON or JDBC, so that 1, 1.0 and yes, or true and "true", are the same. */
    private static boolean holds(Object flag, Object value) {
        return isTime(flag) ? !Condition.isBlank(value)
                : Filter.same(flag, value) || flag != null && value != null && flag.toString().equalsIgnoreCase(value.toString());
    }

    private static boolean isTime(Object flag) {
        return NOW.equals(flag) || TODAY.equals(flag);
    }
}
