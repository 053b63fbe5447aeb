package io.syncbridge.connector.salesforce;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.syncbridge.connector.rest.PassingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Stands before every request to one organization: after it has asked to be left alone, or when more of its API requests are
 * used up than we may, none goes out, whatever object, batch or thread it is for.
 */
final class OrgGate {

    /** How long a known usage counts; the request after that shows how it stands. */
    static final Duration USAGE_COUNTS = Duration.ofMinutes(5);

    private final String org;
    private final int maxShare;
    private final Clock clock;
    private Instant closedUntil = Instant.MIN;
    private ApiUsage usage = new ApiUsage(0, 0);
    private Instant usageShownAt = Instant.MIN;

    /** @param org the login's name, for messages. @param maxShare percent */
    OrgGate(String org, int maxShare, Clock clock) {
        this.org = org;
        this.maxShare = maxShare;
        this.clock = clock;
    }

    /** Lets nothing through for this time; a longer one that was asked for before stays in force. */
    synchronized void close(Duration time) {
        Instant until = clock.instant().plus(time);
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
        }
    }

    /** Shows the usage as metrics; unknown ({@code NaN}) until an answer has shown it. */
    void meter(MeterRegistry meters) {
        Gauge.builder("syncbridge.api.used", this, gate -> gate.usage(ApiUsage::used)).tag("login", org)
                .description("API requests of the last 24 hours that are used up").register(meters);
        Gauge.builder("syncbridge.api.allowed", this, gate -> gate.usage(ApiUsage::allowed)).tag("login", org)
                .description("API requests that the organization allows in 24 hours").register(meters);
    }

    private synchronized double usage(ToDoubleFunction<ApiUsage> part) {
        return usageShownAt.equals(Instant.MIN) ? Double.NaN : part.applyAsDouble(usage);
    }

    /** Returns how many API requests are used up, such as {@code 1200 of 15000}; empty until an answer has shown it. */
    synchronized Optional<String> quota() {
        return usageShownAt.equals(Instant.MIN) ? Optional.empty() : Optional.of(usage.used() + " of " + usage.allowed());
    }

    synchronized void shown(ApiUsage now) {
        usage = now;
        usageShownAt = clock.instant();
    }

    /** @throws PassingException with the time that is left, if the request must not go out now */
    synchronized void pass(String request) throws PassingException {
        Instant now = clock.instant();
        if (now.isBefore(closedUntil)) {
            Duration left = Duration.between(now, closedUntil);
            throw new PassingException(request + " was not sent, for Salesforce has had enough requests for now. It is left alone"
                    + " for another " + left.plusMillis(999).toSeconds() + " s.", left, null);
        }
        if (usage.isAbove(maxShare) && now.isBefore(usageShownAt.plus(USAGE_COUNTS))) {
            throw new PassingException(request + " was not sent, for " + usage.used() + " of the organization's " + usage.allowed()
                    + " API requests of a day are used up, which is more than " + maxShare + " percent"
                    + " (bridge.salesforce." + org + ".max-api-share). It goes on when there are fewer.",
                    Duration.between(now, usageShownAt.plus(USAGE_COUNTS)), null);
        }
    }
}
