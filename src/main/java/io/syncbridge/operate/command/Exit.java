package io.syncbridge.operate.command;

/** The commands' exit codes: one for each kind of trouble. */
final class Exit {

    static final int DONE = 0;
    /** Something needs a person: reviews, failures, differences, mistakes in files. */
    static final int FOUND = 1;
    /** The command line cannot be understood; the code that picocli itself uses. */
    static final int USAGE = 2;
    /** The running bridge cannot be reached. */
    static final int UNREACHABLE = 3;
    /** The bridge does not know who asks, or the role is too small. */
    static final int NOT_ALLOWED = 4;
    /** The bridge refuses what it is asked. */
    static final int REFUSED = 5;
    /** A run was paused, was cancelled or has failed. */
    static final int UNFINISHED = 6;
    /** The command itself has failed. */
    static final int BROKEN = 70;

    private Exit() {
    }
}
