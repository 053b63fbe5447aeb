package io.syncbridge.operate.console;

import io.quarkus.qute.TemplateExtension;
import io.syncbridge.operate.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How values, times and numbers look on pages. */
@TemplateExtension
public class Shown {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Shown() {
    }

    /** A value as a person reads it; a blank one is a dash. In templates {@code show:value(...)}. */
    @TemplateExtension(namespace = "show", matchName = "value")
    static String shown(Object value) {
        return Words.value(value);
    }

    /** Several values one after the other, or a single one. In templates {@code show:listed(...)}. */
    @TemplateExtension(namespace = "show", matchName = "listed")
    static String listed(Object value) {
        return value instanceof Collection<?> several ? several.stream().map(Words::value).collect(Collectors.joining(", ")) : Words.value(value);
    }

    /** The time, in UTC. */
    static String utc(Instant time) {
        return TIME.format(time);
    }

    /** How far a clock is ahead of the bridge's. */
    static String offset(Duration ahead) {
        return ahead.isZero() ? "agrees" : String.format(Locale.ROOT, "%.1f s %s", Math.abs(ahead.toMillis()) / 1000.0, ahead.isNegative() ? "behind" : "ahead");
    }

    static String ago(Instant time) {
        return words(Duration.between(time, Instant.now()).toSeconds()) + " ago";
    }

    /** A number of seconds as a person says it. */
    static String duration(Long seconds) {
        return words(seconds);
    }

    /** The name of a constant, in small letters. */
    static String low(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A number with separators between thousands. */
    static String grouped(Long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String words(long seconds) {
        if (seconds < 60) {
            return Math.max(0, seconds) + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
    }
}
