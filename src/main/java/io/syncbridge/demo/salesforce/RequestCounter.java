package io.syncbridge.demo.salesforce;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests came, of each kind, and how much of the day's allowance they used up. */
final class RequestCounter {

    static final long ALLOWANCE = 100_000;

    private final Map<String, Long> byKind = new TreeMap<>();
    private final AtomicLong used = new AtomicLong();

    /**
     * Returns a request's kind: the method and the path, with names for its variable parts, like
     * {@code PATCH sobjects/object/id}; {@code login} for logins.
     */
    static String kind(Request request) {
        List<String> parts = request.parts();
        if (parts.contains("oauth2") || parts.contains("Soap") && request.body().contains("login>")) {
            return "login";
        }
        if (parts.contains("Soap")) {
            return "SOAP";
        }
        if (parts.size() > 1 && parts.get(1).equals("data")) {
            return parts.size() < 4 ? request.method() + " data" : request.method() + " " + resource(parts.subList(3, parts.size()));
        }
        return parts.isEmpty() ? "" : parts.get(0);
    }

    private static String resource(List<String> parts) {
        int size = parts.size();
        boolean ofObject = parts.get(0).equals("sobjects");
        boolean collection = parts.get(0).equals("composite") && size > 1 && !parts.get(1).equals("batch");
        boolean job = parts.get(0).equals("jobs");
        if (ofObject && size > 1) {
            String named = size == 2 ? "" : size == 4 ? "/external-id" : List.of("describe", "updated", "deleted")
                    .contains(parts.get(2)) ? "/" + parts.get(2) : "/id";
            return "sobjects/object" + named;
        }
        if (collection) {
            return "composite/" + parts.get(1) + (size > 2 ? "/object" : "") + (size > 3 ? "/external-id" : "");
        }
        if (job) {
            return "jobs/" + parts.get(1) + (size > 2 ? "/id" : "") + (size > 3 ? "/" + parts.get(3) : "");
        }
        return parts.get(0).startsWith("query") && size > 1 ? parts.get(0) + "/page" : String.join("/", parts);
    }

    void count(String kind) {
        synchronized (byKind) {
            byKind.merge(kind, 1L, Long::sum);
        }
        if (!kind.startsWith("login") && !kind.startsWith("cometd")) {
            used.incrementAndGet();
        }
    }

    Map<String, Long> counts() {
        synchronized (byKind) {
            return new TreeMap<>(byKind);
        }
    }

    /** Begins to count anew; the day's allowance stays used. */
    void reset() {
        synchronized (byKind) {
            byKind.clear();
        }
    }

    void use(long requests) {
        used.set(requests);
    }

    long used() {
        return used.get();
    }
}
