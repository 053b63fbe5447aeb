package io.syncbridge.connector.cdc;

/** Compares positions in PostgreSQL's log, which are numbers of 64 bits. */
final class Lsn {

    private Lsn() {
    }

    /** Returns the position of its notation {@code 16/B374D848}. */
    static long parse(String text) {
        int slash = text.indexOf('/');
        return Long.parseUnsignedLong(text.substring(0, slash), 16) << 32 | Long.parseUnsignedLong(text.substring(slash + 1), 16);
    }

    static String text(long lsn) {
        return String.format("%X/%X", lsn >>> 32, lsn & 0xFFFF_FFFFL);
    }

    static boolean isBefore(long lsn, long other) {
        return Long.compareUnsigned(lsn, other) < 0;
    }
}
