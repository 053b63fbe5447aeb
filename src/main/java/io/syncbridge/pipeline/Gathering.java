package io.syncbridge.pipeline;

import io.syncbridge.model.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Stores together what is told at the same time (group commit): while one transaction waits for the disk, those who come are
 * gathered, and the next transaction takes them all. Nobody is answered before his own changes are stored. What cannot be
 * stored together is stored by each alone, so that nobody fails for another's sake.
 */
final class Gathering {

    private static final int MOST = 1000;

    private final Lock storing = new ReentrantLock();
    private final Queue<Told> waiting = new ConcurrentLinkedQueue<>();
    private final Function<List<Change>, List<Change>> store;

    /** What one caller tells; guarded by {@link #storing} until it is done. */
    private static final class Told {

        private final List<Change> changes;
        private boolean done;
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
        storing.lock();
        try {
            while (!told.done) {
                storeTogether();
            }
        } finally {
            storing.unlock();
        }
        if (told.failure != null) {
            throw told.failure;
        }
        return told.fresh == null ? store.apply(changes).size() : (int) changes.stream().filter(told.fresh::contains).count();
    }

    /** Returns how many wait to be stored. */
    int waiting() {
        return waiting.size();
    }

    private void storeTogether() {
        var together = new ArrayList<Told>();
        for (Told next = waiting.poll(); next != null; next = together.size() < MOST ? waiting.poll() : null) {
            together.add(next);
            next.done = true;
        }
        try {
            Set<Change> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
            fresh.addAll(store.apply(together.stream().flatMap(told -> told.changes.stream()).toList()));
            together.forEach(told -> told.fresh = fresh);
        } catch (RuntimeException e) {
            if (together.size() == 1) {
                together.get(0).failure = e;
            }
        }
    }
}
