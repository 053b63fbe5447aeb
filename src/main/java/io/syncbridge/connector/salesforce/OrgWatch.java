package io.syncbridge.connector.salesforce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.client.Response;

/** Learns from the head of every answer: the organization's clock, its API usage, and when it wants to be left alone. */
final class OrgWatch implements Consumer<Response> {

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    /** @param date as the answer showed it */
    private record ShownClock(String date, Instant at) {
    }

    private final OrgGate gate;
    private final Clock clock;
    private volatile ShownClock shown;

    OrgWatch(OrgGate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public void accept(Response answer) {
        String date = answer.getHeaders().get("Date");
        if (date != null) {
            shown = new ShownClock(date, clock.instant());
        }
        Optional.ofNullable(answer.getHeaders().get("Sforce-Limit-Info")).flatMap(ApiUsage::of).ifPresent(gate::shown);
        if (answer.getStatus() == TOO_MANY || answer.getStatus() == UNAVAILABLE) {
            retryAfter(answer.getHeaders().get("Retry-After")).ifPresent(gate::close);
        }
    }

    /** Returns the organization's clock as an answer showed it since then; empty if none did. */
    Optional<String> clockSince(Instant called) {
        ShownClock last = shown;
        return last == null || last.at().isBefore(called) ? Optional.empty() : Optional.of(last.date());
    }

    /** Returns the organization's time now, as far as it is known; ours otherwise. */
    Instant now() {
        ShownClock last = shown;
        Optional<Instant> date = last == null ? Optional.empty() : httpDate(last.date());
        return date.map(then -> then.plus(Duration.between(last.at(), clock.instant()))).orElseGet(clock::instant);
    }

    private Optional<Duration> retryAfter(String header) {
        if (header != null && header.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        return httpDate(header).map(then -> Duration.between(now(), then)).filter(left -> !left.isNegative());
    }

    private static Optional<Instant> httpDate(String header) {
        try {
            return header == null ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
