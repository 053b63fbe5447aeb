package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.QuietLifts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** When a sync delivers: not in its quiet hours, unless a person has lifted them for what is waiting. */
@ApplicationScoped
public class Windows {

    private final Inbox inbox;
    private final QuietLifts lifts;
    private final WorkSignal signal;
    private final Clock clock;

    public Windows(Inbox inbox, QuietLifts lifts, WorkSignal signal, Clock clock) {
        this.inbox = inbox;
        this.lifts = lifts;
        this.signal = signal;
        this.clock = clock;
    }

    /** Returns when the quiet is over that keeps the sync from delivering now. */
    public Optional<Instant> quietUntil(SyncDefinition definition) {
        Instant now = clock.instant();
        return definition.batch().quiet().until(now).filter(end -> !lifts.isLifted(definition.name(), now));
    }

    /** Delivers what is waiting now, whatever holds it but a pause or a brake. */
    public void sendNow(SyncDefinition definition, String person) {
        Instant now = clock.instant();
        definition.batch().quiet().until(now).ifPresent(end -> lifts.lift(definition.name(), person, end));
        inbox.releaseAll(definition.name(), now);
        signal.now(definition.name());
    }

    /** Ends what {@link #sendNow} began: all that was waiting has been delivered, or was tried. */
    void sent(SyncDefinition definition) {
        if (definition.batch().quiet().until(clock.instant()).isPresent()) {
            lifts.end(definition.name());
        }
    }
}
