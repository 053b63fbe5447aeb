package io.syncbridge.component;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The time on a system's clock, as an answer shows it. An HTTP date leaves the fraction of its second away. */
record ShownTime(Instant time, Duration precision) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Reads an HTTP date, an ISO 8601 time or epoch milliseconds; empty for anything else. */
    static Optional<ShownTime> of(Object shown) {
        if (shown == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ShownTime(
                    ZonedDateTime.parse(shown.toString(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(), SECOND));
        } catch (DateTimeException notHttp) {
            return Optional.ofNullable(Times.parse(shown)).map(time -> new ShownTime(time, Duration.ofMillis(1)));
        }
    }
}
