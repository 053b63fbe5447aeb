package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.component.Page;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.Systems;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.IntakeBatch.Polled;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Cursors.Look;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Handler;
import org.apache.camel.ProducerTemplate;

/**
 * Asks a system for its changes, page after page, each page stored in one transaction with how far the poll has come by it. One
 * poller at a time for each system, however many instances there are.
 */
@ApplicationScoped
@Unremovable
public class Polling {

    private static final int PAGE = 1000;
    private static final int ENOUGH_WAITING = 50_000;

    private final Systems systems;
    private final Cursors cursors;
    private final Things things;
    private final Inbox inbox;
    private final Permits permits;
    private final ScanBrake scanBrake;
    private final Claims claims;
    private final FirstScan firstScan;
    private final Clock clock;
    private final ProducerTemplate template;
    private final Turns turns = new Turns();
    /** Polls that were broken off, since they failed or enough is waiting; and when to go on at the earliest. */
    private final Map<Poll, Instant> broken = new ConcurrentHashMap<>();
    /** How often each has failed since it went through. */
    private final Map<Poll, Integer> failures = new ConcurrentHashMap<>();

    private record Poll(String sync, String system) {
    }

    public Polling(Systems systems, Cursors cursors, Things things, Inbox inbox, Permits permits, ScanBrake scanBrake,
            Claims claims, FirstScan firstScan, Clock clock, ProducerTemplate template) {
        this.firstScan = firstScan;
        this.systems = systems;
        this.cursors = cursors;
        this.things = things;
        this.inbox = inbox;
        this.permits = permits;
        this.scanBrake = scanBrake;
        this.claims = claims;
        this.clock = clock;
        this.template = template;
    }

    /** Polls until there is nothing more; a wish to poll that comes meanwhile is granted afterwards. */
    void poll(String sync, String system, IntakeGateway gateway) {
        turns.run(sync + "/" + system, () -> pollOnce(sync, system, gateway));
    }

    private void pollOnce(String sync, String system, IntakeGateway gateway) {
        if (isPutOff(sync, system) || !permits.mayPoll(sync, system) || !claims.poll(sync, system)) {
            return;
        }
        try {
            boolean more = true;
            while (more) {
                more = pages(sync, system, pagesOfRoom(sync, system), gateway);
            }
            failures.remove(new Poll(sync, system));
            cursors.done(sync, system);
        } catch (SystemCallException e) {
            failed(new Poll(sync, system), e);
        } finally {
            claims.pollDone(sync, system);
        }
    }

    /** Takes in so many pages at most; returns whether to go on after them. */
    private boolean pages(String sync, String system, int most, IntakeGateway gateway) {
        boolean more = most > 0;
        for (int i = 0; more && i < most; i++) {
            more = claims.poll(sync, system) && page(sync, system, gateway);
            cursors.reading(sync, system, more);
            if (more && isPutOff(sync, system)) {
                return false;
            }
        }
        return more;
    }

    /** Has a sync that stands still polled afterwards. */
    private boolean isPutOff(String sync, String system) {
        boolean stands = claims.standsStill(sync);
        if (stands) {
            broken.put(new Poll(sync, system), clock.instant());
        }
        return stands;
    }

    /**
     * Returns how many pages may be taken in before this is asked again. A source that is polled can wait: it is left alone
     * while the inbox has enough to do.
     */
    private int pagesOfRoom(String sync, String system) {
        int room = inbox.room(sync, ENOUGH_WAITING);
        if (room == 0) {
            broken.put(new Poll(sync, system), clock.instant());
        }
        return (room + PAGE - 1) / PAGE;
    }

    /** What a source has said only once (a wake-up, the first look at a start) is not lost with the poll that failed. */
    private void failed(Poll poll, SystemCallException e) {
        PipelineLog.pollFailed(poll.sync(), poll.system(), e);
        Duration wait = Backoff.after(failures.merge(poll, 1, Integer::sum), e.retryAfter().orElse(null));
        broken.put(poll, clock.instant().plus(wait));
        cursors.failed(poll.sync(), poll.system(), e.getMessage(), clock.instant());
    }

    /** Goes on with the polls that were broken off, when it is time and where there is room again. */
    @Handler
    public void goOn() {
        firstScan.goOn();
        broken.forEach((poll, due) -> {
            if (!clock.instant().isBefore(due) && inbox.room(poll.sync(), ENOUGH_WAITING) > ENOUGH_WAITING / 2
                    && broken.remove(poll, due)) {
                template.asyncSendBody("sync:" + poll.sync() + "/" + poll.system() + "?action=poll", null);
            }
        });
    }

    /** What a scan did not report may be gone: it is read before it counts as deleted. */
    private boolean page(String sync, String system, IntakeGateway gateway) {
        long scan = cursors.scan(sync, system);
        Look look = cursors.look(sync, system);
        Instant began = look.began() == null ? clock.instant() : look.began();
        Page page = systems.changes(sync, system, cursors.read(sync, system).orElse(null), PAGE);
        List<Change> news = new ArrayList<>(withoutKnownVersions(sync, system, page.changes()).stream()
                .map(change -> change.after(look.last())).toList());
        boolean complete = !page.more() && (!page.scanning() || page.scanComplete());
        if (page.scanning()) {
            things.markScanned(sync, system, ids(page.changes()), scan);
            if (page.scanComplete()) {
                List<String> missing = things.notScanned(sync, system, scan, clock.instant().minus(systems.lag(sync, system)));
                int unseen = missing.size();
                if (scanBrake.stops(sync, system, scan, missing)) {
                    gateway.take(IntakeBatch.polled(sync, system, news, null));
                    return false;
                }
                complete = missing.size() == unseen;
                missing.forEach(recordId -> news.add(Change.hint(new RecordRef(system, recordId)).after(look.last())));
            }
        }
        Look seen = complete ? new Look(null, began) : new Look(began, look.last());
        gateway.take(IntakeBatch.polled(sync, system, news, new Polled(scan, page.cursor(), seen, page.scanning() && page.scanComplete())));
        if (complete) {
            firstScan.through(sync, system);
        }
        return page.more();
    }

    private List<Change> withoutKnownVersions(String sync, String system, List<Change> changes) {
        List<String> versioned = ids(changes.stream().filter(change -> change.version() != null).toList());
        if (versioned.isEmpty()) {
            return changes;
        }
        Map<String, String> known = things.versions(sync, system, versioned);
        return changes.stream().filter(change -> change.operation() == Operation.DELETE || change.version() == null
                || !change.version().equals(known.get(change.ref().recordId()))).toList();
    }

    private static List<String> ids(List<Change> changes) {
        return changes.stream().map(change -> change.ref().recordId()).toList();
    }
}
