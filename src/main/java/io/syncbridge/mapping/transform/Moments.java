package io.syncbridge.mapping.transform;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Reads how a definition says that times are written. */
final class Moments {

    private Moments() {
    }

    /** @throws IllegalArgumentException naming the pattern, where java.time cannot use it */
    static DateTimeFormatter formatter(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.SMART);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("format: '" + pattern + "' is not a java.time pattern: " + e.getMessage());
        }
    }

    /** @throws IllegalArgumentException naming the zone, where there is none of that name */
    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: '" + name + "' is not a time zone such as Europe/Berlin or UTC.");
        }
    }
}
