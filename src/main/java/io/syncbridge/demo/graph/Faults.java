package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The faults that are switched on. {@code POST /demo/graph/faults} switches, {@code GET} shows, {@code DELETE} switches
 * all off. The body names faults (see {@link Fault}) with what they are to do; {@code null} switches one off:
 *
 * <pre>
 * {"throttle": {"count": 1, "seconds": 5},
 *  "cut":      {"probability": 0.1, "match": "PATCH .*&#47;fields"},
 *  "clock":    {"seconds": -240},
 *  "error":    null}
 * </pre>
 *
 * <ul>
 * <li>{@code probability} 0 to 1 for each request that it could strike; 1 if absent</li>
 * <li>{@code count} how many times it strikes before it is off; without end if absent</li>
 * <li>{@code seconds} how long, where a fault takes time</li>
 * <li>{@code match} a regular expression for what it strikes: method, blank, path below {@code /demo/graph}, to be found
 *     anywhere in it; everything if absent</li>
 * <li>{@code status}, {@code code} and {@code message} of the answer of {@code refused}; 423 resourceLocked if absent</li>
 * </ul>
 *
 * A {@code $batch} is never throttled as such: its parts are, each with its own answer; logins are not. Notifications have the path
 * {@code POST /notifications}.
 */
class Faults {

    private static final class Setting {

        private final double probability;
        private final int seconds;
        private final Pattern match;
        private final GraphException refusal;
        private Integer left;

        Setting(Fault fault, JsonNode wish) {
            probability = wish.path("probability").asDouble(1);
            seconds = wish.path("seconds").asInt(fault.seconds());
            left = wish.path("count").isInt() ? wish.path("count").intValue() : null;
            match = Pattern.compile(wish.path("match").asText(""));
            refusal = new GraphException(wish.path("status").asInt(423), wish.path("code").asText("resourceLocked"),
                    wish.path("message").asText("The resource you are attempting to access is locked"));
        }

        boolean strikes(String what) {
            if (!match.matcher(what).find() || left != null && left <= 0 || ThreadLocalRandom.current().nextDouble() >= probability) {
                return false;
            }
            left = left == null ? null : left - 1;
            return true;
        }

        ObjectNode json() {
            ObjectNode json = Json.object().put("probability", probability).put("seconds", seconds).put("match", match.pattern());
            return left == null ? json : json.put("count", left);
        }
    }

    private final Map<Fault, Setting> settings = new EnumMap<>(Fault.class);
    private final GraphClock clock;
    private Instant throttledUntil = Instant.MIN;

    Faults(GraphClock clock) {
        this.clock = clock;
    }

    /** @throws GraphException if a fault is not known or wrongly described; then nothing is changed */
    synchronized void set(ObjectNode wishes) {
        var wished = new EnumMap<Fault, Setting>(Fault.class);
        wishes.fields().forEachRemaining(wish -> {
            Fault fault = Fault.named(wish.getKey());
            wished.put(fault, wish.getValue().isObject() ? setting(fault, wish.getValue()) : null);
        });
        settings.putAll(wished);
        settings.values().removeIf(Objects::isNull);
        applyClock();
    }

    private static Setting setting(Fault fault, JsonNode wish) {
        try {
            return new Setting(fault, wish);
        } catch (PatternSyntaxException unreadable) {
            throw GraphException.invalid("The match of '" + fault.label() + "' is no regular expression: " + unreadable.getMessage());
        }
    }

    synchronized void clear() {
        settings.clear();
        throttledUntil = Instant.MIN;
        applyClock();
    }

    private void applyClock() {
        clock.setOff(settings.containsKey(Fault.CLOCK) ? Duration.ofSeconds(seconds(Fault.CLOCK)) : Duration.ZERO);
    }

    synchronized ObjectNode json() {
        ObjectNode json = Json.object();
        settings.forEach((fault, setting) -> json.set(fault.label(), setting.json()));
        return json;
    }

    /** Decides whether a fault strikes this request, and counts it if so. */
    boolean strikes(Fault fault, GraphRequest request) {
        return strikes(fault, request.method() + " " + request.path());
    }

    synchronized boolean strikes(Fault fault, String what) {
        return settings.containsKey(fault) && settings.get(fault).strikes(what);
    }

    /** Returns how long a fault takes that has struck. */
    synchronized int seconds(Fault fault) {
        return settings.containsKey(fault) ? settings.get(fault).seconds : fault.seconds();
    }

    /** @throws GraphException if the request is to fail before anything is done */
    void check(GraphRequest request) {
        if (strikes(Fault.UNAVAILABLE, request)) {
            throw new GraphException(503, "serviceNotAvailable", "The service is temporarily unavailable.");
        }
        if (strikes(Fault.ERROR, request)) {
            throw new GraphException(500, "generalException", "General exception while processing");
        }
        if (strikes(Fault.REFUSED, request)) {
            throw refusal();
        }
        if (request.path().startsWith(GraphRequest.API) && !request.path().equals(BatchApi.PATH)) {
            checkThrottle(request);
        }
    }

    private synchronized GraphException refusal() {
        return settings.get(Fault.REFUSED).refusal;
    }

    private synchronized void checkThrottle(GraphRequest request) {
        Instant now = Instant.now();
        boolean struck = !now.isBefore(throttledUntil) && strikes(Fault.THROTTLE, request);
        if (struck) {
            throttledUntil = now.plusSeconds(seconds(Fault.THROTTLE));
        }
        if (struck || now.isBefore(throttledUntil)) {
            String wait = Long.toString(Math.max(0, Duration.between(now, throttledUntil).plusMillis(999).toSeconds()));
            throw new GraphException(429, "activityLimitReached", "The request has been throttled",
                    Map.of("Retry-After", wait, "RateLimit-Limit", "1200", "RateLimit-Remaining", "0", "RateLimit-Reset", wait));
        }
    }
}
