package io.syncbridge.pipeline;

import io.syncbridge.component.Systems;
import io.syncbridge.model.SyncAction;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Deliveries;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps records from being created in a system that is polled and of which not all records have been seen: the wanted one may
 * be there, in a spelling that no search finds. Systems that are not polled only answer searches, and are not waited for.
 */
@ApplicationScoped
class FirstScan {

    private final Systems systems;
    private final Cursors cursors;
    private final Deliveries deliveries;
    private final WorkSignal signal;
    private final Clock clock;
    private final Set<Place> through = ConcurrentHashMap.newKeySet();
    private final Set<Place> awaited = ConcurrentHashMap.newKeySet();

    private record Place(String sync, String system) {
    }

    FirstScan(Systems systems, Cursors cursors, Deliveries deliveries, WorkSignal signal, Clock clock) {
        this.systems = systems;
        this.cursors = cursors;
        this.deliveries = deliveries;
        this.signal = signal;
        this.clock = clock;
    }

    /** Says whether nothing is to be created in the system yet. */
    boolean isAwaited(String sync, String system) {
        var place = new Place(sync, system);
        if (through.contains(place) || !systems.isPolled(sync, system) || !systems.knows(sync, system, SyncAction.CHANGES)) {
            return false;
        }
        if (cursors.isHeard(sync, system)) {
            through.add(place);
            return false;
        }
        awaited.add(place);
        return true;
    }

    /** Notes that all records of a system have come in. */
    void through(String sync, String system) {
        if (!through.contains(new Place(sync, system))) {
            cursors.heard(sync, system);
        }
    }

    /** Lets go on what waited for scans that are through and worked on. */
    void goOn() {
        awaited.removeIf(place -> {
            boolean over = cursors.isHeard(place.sync(), place.system());
            if (over) {
                deliveries.wake(place.system(), clock.instant());
                signal.now(place.sync());
            }
            return over;
        });
    }
}
