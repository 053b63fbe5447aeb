package io.syncbridge.mapping.transform;

import io.syncbridge.mapping.transform.TransformType.Parameter;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The settings of one transform, read by the parameters that its type declares. Getters refuse what does not fit. */
record Settings(Map<String, Object> values) {

    /** Returns {@code null} where it is not given and has no default. */
    String text(Parameter parameter) {
        Object value = value(parameter);
        if (value == null) {
            return null;
        }
        String text = value.toString();
        if (!parameter.allowed().isEmpty() && !parameter.allowed().contains(text)) {
            throw unfit(parameter, text, "one of " + String.join(", ", parameter.allowed()));
        }
        return text;
    }

    boolean is(Parameter parameter, String word) {
        return word.equals(text(parameter));
    }

    boolean flag(Parameter parameter) {
        return Boolean.parseBoolean(String.valueOf(value(parameter)));
    }

    /** Returns {@code null} where it is not given and has no default. */
    Integer integer(Parameter parameter, int least, int most) {
        Object value = value(parameter);
        if (value == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(value.toString());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noInteger) {
            // refused below
        }
        throw unfit(parameter, value, "a whole number from " + least + " to " + most);
    }

    /** Returns {@code null} where it is not given and has no default. */
    Locale locale(Parameter parameter) {
        String tag = text(parameter);
        if (tag == null) {
            return null;
        }
        Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
        if (locale.getLanguage().isEmpty() || !Arrays.asList(NumberFormat.getAvailableLocales()).contains(locale)) {
            throw unfit(parameter, tag, "a language and country, such as en-US or de-DE");
        }
        return locale;
    }

    /** Returns {@code null} where it is not given and has no default. */
    ZoneId zone(Parameter parameter) {
        String name = text(parameter);
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw unfit(parameter, name, "a time zone, such as Europe/Berlin or UTC");
        }
    }

    static IllegalArgumentException unfit(Parameter parameter, Object value, String allowed) {
        return new IllegalArgumentException("`" + parameter.name() + ": " + value + "` does not fit; it is " + allowed + ".");
    }

    private Object value(Parameter parameter) {
        Object value = values.get(parameter.name());
        return value == null ? parameter.byDefault() : value;
    }
}
