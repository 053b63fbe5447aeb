package io.syncbridge.pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One at a time: who comes while somebody is at it need not wait, since that one goes round once more. */
final class Turns {

    private enum State { BUSY, AGAIN }

    private final Map<String, State> states = new ConcurrentHashMap<>();

    /** Runs {@code work} now, and again if it was asked for in the meantime; or leaves it to who is at it already. */
    void run(String name, Runnable work) {
        if (states.merge(name, State.BUSY, (busy, asked) -> State.AGAIN) == State.AGAIN) {
            return;
        }
        try {
            do {
                states.put(name, State.BUSY);
                work.run();
            } while (!states.remove(name, State.BUSY));
        } catch (RuntimeException e) {
            states.remove(name);
            throw e;
        }
    }
}
