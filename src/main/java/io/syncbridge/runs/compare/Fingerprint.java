package io.syncbridge.runs.compare;

import io.syncbridge.model.Sha256;
import io.syncbridge.runs.Seen;
import io.syncbridge.store.Comparisons.Print;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Short texts that are equal, for all that matters, only where what they were made of is equal. */
public final class Fingerprint {

    /** Begins the name of what is no thing yet; no sync id begins with it. */
    private static final String NO_THING = "~";
    private static final int BYTES = 16;

    private Fingerprint() {
    }

    /** Names the record's counterparts in all systems by what pairs them. */
    public static String unpaired(String key) {
        return NO_THING + hash(key);
    }

    public static boolean isUnpaired(String thing) {
        return thing.startsWith(NO_THING);
    }

    /**
     * Returns a print of the record for each set of fields that its system shares with others.
     *
     * @param leftOut the systems that need no record of the thing
     */
    public static List<Print> of(String thing, Seen record, List<SharedFields> parts, Set<String> leftOut) {
        return parts.stream().filter(part -> part.systems().contains(record.system()))
                .map(part -> new Print(thing, part.number(), record.system(), record.ref().recordId(),
                        expected(record, part, leftOut), content(record, part))).toList();
    }

    private static int expected(Seen record, SharedFields part, Set<String> leftOut) {
        return (int) part.systems().stream().filter(system -> system.equals(record.system()) || !leftOut.contains(system)).count();
    }

    /** What cannot be mapped is equal to nothing, so that it is looked at. */
    private static String content(Seen record, SharedFields part) {
        var text = new StringBuilder(record.problems().isEmpty() ? "" : record.ref().toString());
        for (String field : part.fields()) {
            String value = text(record.values().get(field));
            text.append(value.length()).append(':').append(value);
        }
        return hash(text.toString());
    }

    /** The kind of a value counts: the text "1" is not the number 1. */
    private static String text(Object value) {
        return value == null ? "" : value instanceof BigDecimal number ? "n" + number.stripTrailingZeros().toPlainString()
                : value.getClass().getSimpleName().charAt(0) + value.toString();
    }

    private static String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(text), BYTES));
    }
}
