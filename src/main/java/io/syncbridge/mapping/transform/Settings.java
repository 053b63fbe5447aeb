package io.syncbridge.mapping.transform;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/** Reads the settings of a transform. */
final class Settings {

    private final Map<String, Object> values;

    Settings(Map<String, Object> values) {
        this.values = values;
    }

    String text(String name) {
        Object value = values.get(name);
        return value == null ? null : value.toString();
    }

    Integer integer(String name) {
        return values.get(name) == null ? null : ((Number) values.get(name)).intValue();
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(String.valueOf(values.get(name)));
    }

    /** @throws IllegalArgumentException naming the value, where it is no locale that Java knows */
    Locale locale(String name) {
        Locale locale = Locale.forLanguageTag(text(name));
        try {
            if (!locale.getISO3Language().isEmpty()) {
                return locale;
            }
        } catch (MissingResourceException e) {
            // falls through: the tag has no language that Java knows
        }
        throw new IllegalArgumentException(name + ": '" + text(name) + "' is not a locale; write it like en-US or de-DE.");
    }
}
