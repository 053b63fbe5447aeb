package io.syncbridge.pipeline;

import io.syncbridge.store.Brakes.Kind;

/** A batch must not be written before a person has decided; the message says why. */
final class BrakedException extends RuntimeException {

    private final transient String sync;
    private final Kind kind;
    private final String subject;

    BrakedException(String sync, Kind kind, String subject, String why) {
        super(why);
        this.sync = sync;
        this.kind = kind;
        this.subject = subject;
    }

    String sync() {
        return sync;
    }

    Kind kind() {
        return kind;
    }

    String subject() {
        return subject;
    }
}
