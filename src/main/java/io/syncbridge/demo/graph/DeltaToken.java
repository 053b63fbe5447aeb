package io.syncbridge.demo.graph;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * How far a client has read a list's changes.
 *
 * @param change the last change that it has seen
 * @param silent items that were deleted up to this change are not told: the client has never seen them
 */
record DeltaToken(String list, long change, long silent) {

    /** Asks for nothing but a token. */
    static final DeltaToken LATEST = new DeltaToken("", -1, 0);

    static DeltaToken everything(String list, long now) {
        return new DeltaToken(list, 0, now);
    }

    static DeltaToken since(String list, long change) {
        return new DeltaToken(list, change, 0);
    }

    boolean isLatest() {
        return this == LATEST;
    }

    DeltaToken at(long seen) {
        return new DeltaToken(list, seen, silent);
    }

    /** Returns the last change that is seen with the last page; none up to {@code silent} is ever to be told. */
    long end(List<Item> lastPage) {
        long last = lastPage.isEmpty() ? change : lastPage.get(lastPage.size() - 1).change();
        return Math.max(last, silent);
    }

    String text() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(("3;" + list + ";" + change + ";" + silent).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws GraphException if it is no token */
    static DeltaToken read(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(";");
            return new DeltaToken(parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unreadable) {
            throw GraphException.invalid("The token is not valid.");
        }
    }
}
