package io.syncbridge.definition;

import io.syncbridge.mapping.transform.TransformType.Kind;
import java.math.BigDecimal;
import java.util.Optional;

/** Canonical values as definition files write them. */
final class CanonicalText {

    private CanonicalText() {
    }

    /** Returns the canonical value that the text stands for; nothing where it is none of that kind. */
    static Optional<Object> parse(Kind kind, String text) {
        return switch (kind) {
            case NUMBER -> number(text);
            case BOOLEAN -> text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
            case TEXT, DATE, DATE_TIME, JSON -> Optional.of(text);
        };
    }

    private static Optional<Object> number(String text) {
        try {
            return Optional.of(new BigDecimal(text).stripTrailingZeros());
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
