package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Children;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.Target;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Lanes;
import io.syncbridge.store.Notes;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Question;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Runs;
import io.syncbridge.store.SearchTexts;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.Tallies;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Handler;

/**
 * Stores what a batch leaves: the things' new state, the sync log, reviews, deliveries that failed; and takes its changes
 * out of the inbox. Runs in one transaction, so that all of it counts or nothing. Where a value is lost or a record is
 * created, what was found out is stored before the first write as well, so that it outlives a crash in between.
 */
@ApplicationScoped
@Unremovable
public class Settling {

    private final Inbox inbox;
    private final Things things;
    private final Deliveries deliveries;
    private final Notes notes;
    private final Reviews reviews;
    private final SyncLog log;
    private final Tallies tallies;
    private final Runs runs;
    private final Children children;
    private final Lanes lanes;
    private final SearchTexts searches;
    private final Instance instance;
    private final Clock clock;

    public Settling(Inbox inbox, Things things, Deliveries deliveries, Notes notes, Reviews reviews, SyncLog log, Tallies tallies, Runs runs,
            Children children, Lanes lanes, SearchTexts searches, Instance instance, Clock clock) {
        this.inbox = inbox;
        this.things = things;
        this.deliveries = deliveries;
        this.notes = notes;
        this.reviews = reviews;
        this.log = log;
        this.tallies = tallies;
        this.runs = runs;
        this.children = children;
        this.lanes = lanes;
        this.searches = searches;
        this.instance = instance;
        this.clock = clock;
    }

    /** Stores what the batch has found out before anything is written, and what it is about to write. */
    public void note(Decided decided) {
        Batch batch = decided.batch();
        List<Delivery> planned = decided.planned().map(step -> Undelivered.planned(batch, step)).toList();
        Account account = store(batch, carriedOut(batch).filter(review -> !review.isDoneByWriting()));
        // whether an answer is being carried out is seen by its deliveries
        boolean isShort = batch.taken().answered().isEmpty();
        if (!isShort) {
            deliveries.save(planned);
        }
        Optional<Long> note = isShort ? Optional.of(notes.add(batch.sync(), planned, batch.now())) : Optional.empty();
        tell(batch, account);
        batch.noted(note, planned);
    }

    /** Begins the settling transaction, in which systems may take part. */
    public Batch begin(Decided decided) {
        decided.batch().settling();
        return decided.batch();
    }

    @Handler
    public void settle(Decided decided) {
        Batch batch = decided.batch();
        batch.held().values().forEach(held -> Undelivered.held(batch, held.step(), held.waits()));
        Account account = store(batch, carriedOut(batch));
        List<Outcome> outcomes = batch.outcomes();
        Map<Target, Delivery> undelivered = Undelivered.of(outcomes);
        deliveries.settled(batch.sync(), settled(batch, outcomes, undelivered.keySet()));
        deliveries.save(undelivered.values().stream().map(one -> one.ofRun(batch.runOf(one.syncId(),
                one.sourceSystem() == null ? null : new RecordRef(one.sourceSystem(), one.sourceRecordId())))).toList());
        notes.remove(batch.notes());
        deliveries.makeRoom(inMotion(batch, outcomes), Backoff.togetherInMotion(batch.now()));
        tallies.add(batch.sync(), losses(outcomes), batch.now());
        tell(batch, account);
    }

    /** Returns how many things lost something, by what. */
    private static Map<String, Integer> losses(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome.Loses.class::isInstance).map(outcome -> ((Outcome.Loses) outcome).subject())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.summingInt(lost -> 1)));
    }

    /** Returns the systems that took a write or told of a change, in which there may be room now for another write. */
    private static Set<String> inMotion(Batch batch, List<Outcome> outcomes) {
        return Stream.concat(outcomes.stream().filter(Outcome.Written.class::isInstance).map(outcome -> ((Outcome.Written) outcome).target()),
                batch.reports.keySet().stream()).map(RecordRef::system).collect(Collectors.toSet());
    }

    /** Returns the deliveries that were waiting and have become needless, or gone through. */
    private static List<Target> settled(Batch batch, List<Outcome> outcomes, Set<Target> undelivered) {
        Map<Target, Set<String>> written = Undelivered.written(outcomes);
        return batch.touched().stream().map(batch::known).flatMap(known -> known.undelivered().stream().filter(delivery -> delivery.targetSystem() != null
                && (batch.notes().isEmpty() || known.isStored(delivery)) && written.getOrDefault(Undelivered.target(delivery), Set.of()).containsAll(Undelivered.stillRefused(known.thing(), delivery))))
                .map(Undelivered::target).filter(target -> !undelivered.contains(target)).toList();
    }

    /** Returns the records whose newest report could be mapped, so that older ones that could not are done with. */
    private static List<RecordRef> mapped(Batch batch, Set<RecordRef> unmapped) {
        return batch.causes.keySet().stream().filter(ref -> !unmapped.contains(ref) && !batch.isAside(ref) && !batch.postponed.containsKey(ref)).toList();
    }

    /** Returns what each system holds now of the fields that wait for a person. */
    private static Map<Question, List<Claimed>> claims(Batch batch) {
        var claims = new LinkedHashMap<Question, List<Claimed>>();
        batch.touched().stream().map(batch::thing).forEach(thing -> thing.inReview().stream().filter(field -> !field.equals(Thing.RECORD))
                .forEach(field -> claims.put(new Question(thing.syncId(), field), thing.shadows().values().stream()
                        .filter(shadow -> shadow.isPresent() && shadow.values().has(field))
                        .map(shadow -> new Claimed(shadow.ref().system(), shadow.ref().recordId(), shadow.values().get(field),
                                shadow.time())).toList())));
        return claims;
    }

    /** Returns the reviews whose answers are carried out with this batch. */
    private static Stream<ReviewItem> carriedOut(Batch batch) {
        return batch.taken().answered().stream().filter(review -> !batch.unanswered.contains(review.id()));
    }

    private Account store(Batch batch, Stream<ReviewItem> carriedOut) {
        lanes.check(batch.sync(), instance.name());
        if (!batch.pointers.isEmpty()) {
            children.done(Holding.unheld(batch));
            children.add(Holding.waits(batch)).forEach(wait -> Undelivered.waits(batch, wait));
        }
        // not the time when the batch began: a scan that began after that may have come by before the records were there
        things.save(batch.sync(), batch.touched.stream().map(syncId -> batch.known(syncId).revision(batch.definition())).toList(), clock.instant());
        searches.changed(batch.touched);
        batch.stored();
        inbox.lookAgain(batch.sync(), batch.takeAgain(), clock.instant());
        Map<RecordRef, Delivery> unmapped = Undelivered.unmapped(batch.outcomes());
        deliveries.reported(batch.sync(), mapped(batch, unmapped.keySet()),
                batch.arrivals().records().stream().filter(ref -> !batch.postponed.containsKey(ref)).toList());
        Account account = batch.account(unmapped.isEmpty() ? Map.of() : deliveries.unmapped(batch.sync(), unmapped.keySet()));
        if (!unmapped.isEmpty()) {
            deliveries.save(unmapped.values());
        }
        storeReviews(batch, account, carriedOut);
        if (!batch.isNoted()) {
            emptyInbox(batch);
        }
        return account;
    }

    /** Writes what the parts of a batch have to write in turn, and comes last therefore. */
    private void tell(Batch batch, Account account) {
        log.write(account.log());
        RunTally.of(account.log()).forEach(runs::count);
        batch.told(account);
        lanes.confirm(batch.sync(), instance.name());
    }

    private void storeReviews(Batch batch, Account account, Stream<ReviewItem> carriedOut) {
        reviews.open(account.reviews());
        reviews.settled(carriedOut.map(ReviewItem::id).toList());
        reviews.update(batch.sync(), claims(batch));
        reviews.close(batch.sync(), account.closed(), batch.now());
    }

    private void emptyInbox(Batch batch) {
        inbox.remove(batch.taken().waiting().stream().filter(item -> !batch.postponed.containsKey(item.change().ref()))
                .map(Waiting::id).toList());
        inbox.postpone(batch.sync(), batch.postponed);
    }
}
