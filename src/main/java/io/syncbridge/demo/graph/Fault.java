package io.syncbridge.demo.graph;

import java.util.Arrays;

/** What can go wrong on demand. */
enum Fault {

    THROTTLE("throttle", 2, "the whole tenant is answered 429 for this many seconds, with Retry-After"),
    UNAVAILABLE("unavailable", 0, "503 Service Unavailable"),
    ERROR("error", 0, "500 Internal Server Error, with nothing done"),
    REFUSED("refused", 0, "refused with the given status, code and message, with nothing done"),
    TIMEOUT("timeout", 30, "the answer comes after this many seconds; the work is done"),
    CUT("cut", 0, "the connection is cut in the middle of the answer; the work is done"),
    EXPIRED_TOKEN("expiredToken", 0, "the access token is over before its time"),
    RESYNC("resync", 0, "delta tokens are answered 410 Gone, resyncRequired"),
    REPEATED_ITEMS("repeatedItems", 0, "a page of a delta tells one of its items twice"),
    DUPLICATE_NOTIFICATIONS("duplicateNotifications", 0, "a notification is sent twice"),
    REORDERED_NOTIFICATIONS("reorderedNotifications", 3, "a notification is held back for this many seconds, and overtaken"),
    LOST_NOTIFICATIONS("lostNotifications", 0, "a notification is never sent"),
    CLOCK("clock", 300, "the service's clock is ahead by this many seconds; behind if negative");

    private final String label;
    private final int seconds;
    private final String description;

    Fault(String label, int seconds, String description) {
        this.label = label;
        this.seconds = seconds;
        this.description = description;
    }

    /** Returns its name in JSON. */
    String label() {
        return label;
    }

    /** Returns how long it lasts where nothing else is said. */
    int seconds() {
        return seconds;
    }

    String description() {
        return description;
    }

    /** @throws GraphException if there is no such fault */
    static Fault named(String label) {
        return Arrays.stream(values()).filter(fault -> fault.label.equals(label)).findFirst()
                .orElseThrow(() -> GraphException.invalid("There is no fault '" + label + "'; there are "
                        + Arrays.stream(values()).map(Fault::label).toList() + "."));
    }
}
