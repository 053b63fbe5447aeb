package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Unreadable;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps the values of private fields out of what systems say about a record: of texts that are stored and logged. */
public final class PrivateValues {

    /** Stands in the place of a private value. */
    public static final String HIDDEN = "(private)";

    private PrivateValues() {
    }

    /**
     * Returns the text without the values of private fields, wherever one stands in it as a whole.
     *
     * @param text {@code null} for none
     * @param system whose form {@code record} has
     * @param record {@code null} for none
     * @param known canonical values that may be spoken of too
     */
    public static String hide(String text, SyncDefinition definition, String system, Map<String, Object> record, CanonicalRecord... known) {
        if (text == null || definition.privateFields().isEmpty()) {
            return text;
        }
        List<String> values = definition.lines().stream().filter(line -> definition.privateFields().contains(line.field()))
                .flatMap(line -> Stream.concat(held(line, system, record), Stream.of(known).map(one -> one.get(line.field()))))
                .filter(Objects::nonNull).map(PrivateValues::text).filter(value -> !value.isBlank()).distinct()
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
        String hidden = text;
        for (String value : values) {
            hidden = whole(value).matcher(hidden).replaceAll(Matcher.quoteReplacement(HIDDEN));
        }
        return hidden;
    }

    private static Stream<Object> held(FieldMapping line, String system, Map<String, Object> record) {
        return record == null || !line.bindings().containsKey(system) ? Stream.empty()
                : line.bindings().get(system).paths().stream().map(path -> path.get(record)).filter(Objects::nonNull);
    }

    private static String text(Object value) {
        return value instanceof Unreadable unreadable ? String.valueOf(unreadable.raw())
                : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** A value that is only a part of a word or of a number is another value. */
    private static Pattern whole(String value) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
