package io.syncbridge.pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Coalesces concurrent requests: a request made during a run triggers one more run. */
final class Turns {

    private enum State { BUSY, AGAIN }

    private final Map<String, State> states = new ConcurrentHashMap<>();

    /** Runs {@code work} now, and again if it is asked for in the meantime; or has the run that is under way repeated. */
    void run(String name, Runnable work) {
        run(name, Runnable::run, work);
    }

    /** @param executor runs the work; one that refuses it makes this request fail and no later one */
    void run(String name, Executor executor, Runnable work) {
        if (states.merge(name, State.BUSY, (busy, asked) -> State.AGAIN) == State.AGAIN) {
            return;
        }
        try {
            executor.execute(() -> go(name, work));
        } catch (RuntimeException e) {
            states.remove(name);
            throw e;
        }
    }

    private void go(String name, Runnable work) {
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
