package io.syncbridge.operate.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed logins and says how long to wait before the next one, longer each time. Many failures of one name from one address delay only
 * that pair. Many names from one address, or many addresses for one name, delay the address or the name, but never for long: others use them too.
 * Each is forgotten after a while without failures.
 */
final class FailedLogins {

    private static final int FREE = 5;
    private static final int FREE_PAIRS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LONGEST_FOR_MANY = Duration.ofSeconds(30);
    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    private static final int MOST = 10_000;
    private static final int DOUBLED = 20;

    private record Failures(int times, Instant last) {

        Instant next(int free, Duration longest) {
            if (times < free) {
                return Instant.MIN;
            }
            Duration wait = Duration.ofSeconds(1L << Math.min(times - free, DOUBLED));
            return last.plus(wait.compareTo(longest) < 0 ? wait : longest);
        }
    }

    private static final Failures NONE = new Failures(0, Instant.MIN);

    /** Those that failed longest ago are first, and leave where there are too many. */
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    /** Returns how long no login is tried; zero if one may be tried now. */
    synchronized Duration waiting(String name, String address, Instant now) {
        Instant next = max(of(pair(name, address), now).next(FREE, LONGEST), max(of(name(name), now).next(FREE_PAIRS, LONGEST_FOR_MANY),
                of(address(address), now).next(FREE_PAIRS, LONGEST_FOR_MANY)));
        return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }

    /** Counts a failure; returns whether it is the one from which on logins have to wait. */
    synchronized boolean failed(String name, String address, Instant now) {
        boolean isNew = of(pair(name, address), now).times() == 0;
        int times = count(pair(name, address), now);
        int most = isNew ? Math.max(count(name(name), now), count(address(address), now)) : 0;
        return times == FREE || most == FREE_PAIRS;
    }

    /** Forgets the pair's failures. */
    synchronized void succeeded(String name, String address) {
        failures.remove(pair(name, address));
    }

    private int count(String key, Instant now) {
        int times = of(key, now).times() + 1;
        failures.put(key, new Failures(times, now));
        return times;
    }

    private Failures of(String key, Instant now) {
        Failures found = failures.getOrDefault(key, NONE);
        return found.last().isBefore(now.minus(REMEMBERED)) ? NONE : found;
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String pair(String name, String address) {
        return "pair " + address + " " + name;
    }

    private static String name(String name) {
        return "name " + name;
    }

    private static String address(String address) {
        return "address " + address;
    }
}
