package io.syncbridge.pipeline;

import io.syncbridge.model.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Stores together what is told at the same time (group commit): while one transaction waits for the disk, those who come are
 * gathered, and the next transaction takes them all. Nobody is answered before his own changes are stored. What cannot be
 * stored together is stored by each alone, so that nobody fails for another's sake.
 */
final class Gathering {

    private final AtomicBoolean led = new AtomicBoolean();
    private final Queue<Told> waiting = new ConcurrentLinkedQueue<>();
    private final Function<List<Change>, List<Change>> store;

    private enum Call {
        LEAD, DONE
    }

    /** What one caller tells. Its outcome is written by the one who leads, before the call. */
    private static final class Told {

        private final List<Change> changes;
        private final CompletableFuture<Call> call = new CompletableFuture<>();
        private Set<Change> fresh;
        private RuntimeException failure;

        private Told(List<Change> changes) {
            this.changes = changes;
        }
    }

    /** @param store stores changes in one transaction, and returns those of them that were new */
    Gathering(Function<List<Change>, List<Change>> store) {
        this.store = store;
    }

    /** Returns how many of the changes were new; they are stored. */
    int take(List<Change> changes) {
        var told = new Told(changes);
        waiting.add(told);
        if (led.compareAndSet(false, true) || told.call.join() == Call.LEAD) {
            lead();
        }
        if (told.failure != null) {
            throw told.failure;
        }
        return told.fresh == null ? store.apply(changes).size() : (int) changes.stream().filter(told.fresh::contains).count();
    }

    /** Stores what waits, one's own among it; then calls the next one to lead, for nobody is to serve others for long. */
    private void lead() {
        try {
            storeTogether();
        } finally {
            callNext();
        }
    }

    private void callNext() {
        do {
            Told next = waiting.peek();
            if (next != null) {
                next.call.complete(Call.LEAD);
                return;
            }
            led.set(false);
        } while (!waiting.isEmpty() && led.compareAndSet(false, true));
    }

    private void storeTogether() {
        var together = new ArrayList<Told>();
        for (Told next = waiting.poll(); next != null; next = waiting.poll()) {
            together.add(next);
        }
        if (together.isEmpty()) {
            return;
        }
        try {
            Set<Change> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
            fresh.addAll(store.apply(together.stream().flatMap(told -> told.changes.stream()).toList()));
            together.forEach(told -> told.fresh = fresh);
        } catch (RuntimeException e) {
            if (together.size() == 1) {
                together.get(0).failure = e;
            }
        } finally {
            together.forEach(told -> told.call.complete(Call.DONE));
        }
    }

    /** Returns how many wait to be stored. */
    int waiting() {
        return waiting.size();
    }
}
