package io.syncbridge.connector.cdc;

/**
 * How far a reader has taken a database's log in.
 *
 * @param server the identifier of the database's files, which no other database has
 * @param lsn the place in its log
 */
record StreamPosition(String server, long lsn) {

    /** @throws IllegalArgumentException if the text is none of {@link #text} */
    static StreamPosition parse(String text) {
        String[] parts = text.split(" ");
        if (parts.length != 2) {
            throw new IllegalArgumentException("`" + text + "` is no position in a log");
        }
        return new StreamPosition(parts[0], Lsn.parse(parts[1]));
    }

    String text() {
        return server + " " + Lsn.text(lsn);
    }

    /** Returns why changes behind this place may not be told; {@code null} where all are. */
    String gap(String server, Slot slot, boolean isNewSlot, boolean isNewTable) {
        return !this.server.equals(server) ? "this is another database than before"
                : isNewSlot ? "the slot `" + slot.name() + "` was missing or has lost its log"
                : isNewTable ? "its table was not in the publication"
                : Lsn.isBefore(slot.now(), lsn) ? "the database was set back"
                : Lsn.isBefore(lsn, slot.confirmed()) ? "the stream has gone on without it" : null;
    }
}
