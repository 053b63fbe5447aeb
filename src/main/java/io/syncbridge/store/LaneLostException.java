package io.syncbridge.store;

/** Another instance works on the sync now; what this one was about to store must not count. */
public class LaneLostException extends RuntimeException {

    public LaneLostException(String sync) {
        super("Another instance has taken over the sync " + sync + ".");
    }
}
