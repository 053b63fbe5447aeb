package io.syncbridge.connector.rest;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.util.TimeUtils;

/** Takes options out of an endpoint's parameters, so that Camel can refuse what is left as unknown. Blank is absent. */
public final class OptionReader {

    private final Map<String, Object> parameters;

    /** @param parameters each option that is read is removed */
    public OptionReader(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    /** Returns {@code null} where it is absent. */
    public String text(String name) {
        Object value = parameters.remove(name);
        return value == null || value.toString().isBlank() ? null : value.toString().trim();
    }

    public String text(String name, String absent) {
        String text = text(name);
        return text == null ? absent : text;
    }

    /** @throws IllegalArgumentException naming the option if it is absent */
    public String required(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException("The option " + name + " is missing.");
        }
        return text;
    }

    FieldPath path(String name) {
        String text = text(name);
        return text == null ? null : FieldPath.of(text);
    }

    boolean flag(String name, boolean absent) {
        String text = text(name, Boolean.toString(absent));
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("The option " + name + " must be true or false, not " + text + ".");
        }
        return text.equals("true");
    }

    public int number(String name, int absent) {
        String text = text(name, Integer.toString(absent));
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("The option " + name + " must be a number, not " + text + ".");
        }
        return Integer.parseInt(text);
    }

    /** Reads {@code 500ms}, {@code 10s}, {@code 5m}, or a number of milliseconds. */
    Duration duration(String name, String absent) {
        String text = text(name, absent);
        try {
            return TimeUtils.toDuration(text);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("The option " + name + " must be a duration like 10s, not " + text + ".");
        }
    }

    /** Reads one of the enum's names, written in kebab case. */
    <E extends Enum<E>> E choice(String name, E absent) {
        String text = text(name, kebab(absent));
        E[] choices = absent.getDeclaringClass().getEnumConstants();
        return Arrays.stream(choices).filter(choice -> kebab(choice).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The option " + name + " must be one of "
                        + Arrays.stream(choices).map(OptionReader::kebab).toList() + ", not " + text + "."));
    }

    private static String kebab(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
