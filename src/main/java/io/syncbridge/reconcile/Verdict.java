package io.syncbridge.reconcile;

/** What the loop guard makes of a change. */
public sealed interface Verdict {

    /** Why, in a few words. */
    String reason();

    /** It tells of something that the bridge did not know. */
    record Fresh(String reason) implements Verdict {
    }

    /** It is the bridge's own write coming back, or tells nothing new. */
    record Echo(String reason) implements Verdict {
    }

    /** It may be older than what the bridge knows: the record has to be read before it counts. */
    record Unproven(String reason) implements Verdict {
    }
}
