package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Forms;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Outcome.About;
import io.syncbridge.reconcile.Finding;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Policy;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.Target;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.SyncLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The changes of one sync that travel through the pipeline together, with what is known by now of the things and records they
 * are about, and what has become of them. Each stage takes from it and adds to it; {@link Settling} stores what it leaves.
 *
 * <p>One thread at a time works on a batch, but for the deliveries to different systems, which only read it.
 */
public final class Batch {

    private final Taken taken;
    private final Arrivals arrivals;
    private final Knowledge knowledge;
    private final SystemFacts facts;

    /** By sync id. */
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Map<RecordRef, String> links = new HashMap<>();
    private final Set<RecordRef> former = new HashSet<>();

    final Map<RecordRef, List<Change>> reports = new LinkedHashMap<>();
    final Map<RecordRef, List<Observation>> observations = new LinkedHashMap<>();
    final Set<RecordRef> read = new HashSet<>();
    final Map<RecordRef, Instant> postponed = new LinkedHashMap<>();
    private final Map<RecordRef, Instant> again = new LinkedHashMap<>();
    /** Answers of people that could not be carried out yet, by the reviews' numbers. */
    final Set<Long> unanswered = new HashSet<>();
    final Map<RecordRef, Change> causes = new HashMap<>();
    final Set<String> touched = new LinkedHashSet<>();
    final Set<String> open = new LinkedHashSet<>();
    final Set<String> toCreate = new HashSet<>();
    /** Things that were deleted before and have come back. */
    final Set<String> returned = new HashSet<>();
    /** Records that runs were to take away and that stay. */
    private final Set<RecordRef> left = new HashSet<>();
    final Answers answers = new Answers();
    private final List<Outcome> outcomes = new ArrayList<>();
    /** Those that the log holds already. */
    private final List<Outcome> told = new ArrayList<>();
    private final List<SyncLog.Entry> rows = new ArrayList<>();
    final Pointers pointers;
    private final Set<RecordRef> aside = new HashSet<>();
    private final Map<Target, Held> held = new LinkedHashMap<>();
    private final Set<Target> notedTargets = new HashSet<>();
    private Joining joining = Joining.NONE;
    private List<Batch> parts = List.of(this);
    private final List<Long> notes = new ArrayList<>();
    private boolean noted;
    private boolean answersTaken;

    /** What a step waits for. */
    record Held(Decision.Step step, List<Wait> waits) {
    }

    Batch(Taken taken, Knowledge knowledge, SystemFacts facts) {
        this.taken = taken;
        this.arrivals = new Arrivals(taken);
        this.knowledge = knowledge;
        this.facts = facts;
        this.pointers = new Pointers(taken.definition());
        arrivals.records().forEach(ref -> reports.put(ref, new ArrayList<>(arrivals.changes(ref))));
    }

    /** @param mine says which things are the part's, by their sync ids; {@code null} stands for records that belong to no thing */
    private Batch(Batch whole, Predicate<String> mine) {
        this(whole.taken.part(ref -> mine.test(whole.links.get(ref)), mine), whole.knowledge, whole.facts);
        Predicate<RecordRef> record = ref -> mine.test(whole.links.get(ref));
        Predicate<Target> target = held -> mine.test(held.syncId());
        pick(whole.known, mine, known);
        pick(whole.links, record, links);
        pick(whole.causes, record, causes);
        pick(whole.postponed, record, postponed);
        pick(whole.again, record, again);
        pick(whole.held, target, held);
        pick(whole.former, record, former);
        pick(whole.read, record, read);
        pick(whole.aside, record, aside);
        pick(whole.touched, mine, touched);
        pick(whole.toCreate, mine, toCreate);
        pick(whole.returned, mine, returned);
        answers.remember(whole.answers, mine);
        whole.outcomes.stream().filter(outcome -> outcome.isOf(mine, record)).forEach(outcomes::add);
    }

    private static <K, V> void pick(Map<K, V> whole, Predicate<? super K> mine, Map<K, V> part) {
        whole.forEach((key, value) -> {
            if (mine.test(key)) {
                part.put(key, value);
            }
        });
    }

    private static <K> void pick(Collection<K> whole, Predicate<? super K> mine, Collection<K> part) {
        whole.stream().filter(mine).forEach(part::add);
    }

    public SyncDefinition definition() {
        return taken.definition();
    }

    /** Returns what it was made of. */
    Taken taken() {
        return taken;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Returns what is known of its systems. */
    SystemFacts facts() {
        return facts;
    }

    public String sync() {
        return definition().name();
    }

    Policy policy() {
        return definition().policy();
    }

    Knowledge knowledge() {
        return knowledge;
    }

    /** When work on the batch began; every decision of the batch uses this time. */
    public Instant now() {
        return taken.now();
    }

    Forms forms() {
        return facts.forms();
    }

    /** Lets a record be read later, since it showed something that is over. */
    void lookAgain(RecordRef ref, Instant when) {
        again.put(ref, when);
    }

    /** Returns the records that are to be read later and when, each once. */
    Map<RecordRef, Instant> takeAgain() {
        Map<RecordRef, Instant> taken = Map.copyOf(again);
        again.clear();
        return taken;
    }

    public boolean isEmpty() {
        return taken.isEmpty();
    }

    /** Whether there may be more where this batch came from. */
    public boolean isFull() {
        return taken.isFull();
    }

    /** Whether there are things that still have to be planned and delivered. */
    public boolean isOpen() {
        return !open.isEmpty() || !observations.isEmpty();
    }

    // ---- parts

    /** Returns the part of it that is about some of the things. @param mine as in {@link Decided#part} */
    Batch part(Predicate<String> mine) {
        return new Batch(this, mine);
    }

    /** From here on the parts take the batch's place. */
    void divided(List<Batch> into) {
        parts = into;
    }

    /** Returns what is written and settled each by itself: the batch as a whole, unless it was divided. */
    List<Batch> parts() {
        return parts;
    }

    /** Whether it can be divided: what answers and references do may be about several things. */
    boolean isDivisible() {
        return taken.answered().isEmpty() && pointers.isEmpty() && outcomes.stream().noneMatch(Outcome.Loses.class::isInstance);
    }

    Set<String> touched() {
        return touched;
    }

    /** Lets what a run reports be planned again, even where the report tells nothing new. */
    void openForRuns() {
        arrivals.records().stream().filter(arrivals::isOfRun).map(this::thingOf).filter(Objects::nonNull).forEach(thing -> open.add(thing.syncId()));
    }

    Long runOf(String syncId, RecordRef record) {
        return arrivals.runOf(syncId, known(syncId), record);
    }

    // ---- what becomes of it

    void tell(Outcome outcome) {
        outcomes.add(outcome);
    }

    void echo(Change report) {
        tell(new Outcome.Counted(About.NOTHING, Outcome.Kind.ECHO));
    }

    void paired(RecordRef ref, Thing thing, String why) {
        tell(new Outcome.Paired(new About(thing, ref), known(thing.syncId()).records().stream().filter(other -> !other.system().equals(ref.system()))
                .findFirst().orElse(null), why));
    }

    void found(Thing thing, RecordRef cause, List<Finding> findings) {
        if (!findings.isEmpty()) {
            change(thing.syncId(), one -> one.causedBy(cause));
        }
        findings.forEach(finding -> tell(new Outcome.Found(new About(thing, cause), finding)));
    }

    /** Notes which record brought about what becomes of the thing, if none is noted yet. */
    void causedUnlessKnown(String syncId, RecordRef cause) {
        change(syncId, one -> one.cause() == null ? one.causedBy(cause) : one);
    }

    /** Returns all that has become of it so far. */
    List<Outcome> outcomes() {
        return Stream.concat(told.stream(), outcomes.stream()).toList();
    }

    /** Returns what the log does not hold yet. @param known as in {@link Account} */
    Account account(Map<RecordRef, String> known) {
        return new Account(context(), outcomes, known);
    }

    Account.Context context() {
        return new Account.Context(sync(), now(), ref -> Optional.ofNullable(causes.get(ref)).map(Change::eventId).orElse(null), this::runOf);
    }

    /** From here on the log holds what has become of it so far. */
    void told(Account account) {
        told.addAll(outcomes);
        outcomes.clear();
        rows.addAll(account.log());
    }

    /** Returns the rows of the log that it has left. */
    List<SyncLog.Entry> rows() {
        return rows;
    }

    // ---- what is stored before anything is written

    /** Says whether a value is lost or a person is asked, and the log does not hold it yet. */
    boolean hasUntoldConflicts() {
        return outcomes.stream().anyMatch(Outcome::isConflict);
    }

    /** Says whether a delivery stands for what is about to be written. */
    boolean isNoted(Target target) {
        return notedTargets.contains(target);
    }

    /**
     * From here on the changes are out of the inbox, and {@code planned} stands for what is still to be written.
     *
     * @param note where the store holds it; empty where it holds a delivery for each
     */
    void noted(Optional<Long> note, Collection<Delivery> planned) {
        noted = true;
        note.ifPresent(notes::add);
        for (Delivery delivery : planned) {
            notedTargets.add(new Target(delivery.syncId(), delivery.targetSystem()));
            change(delivery.syncId(), one -> one.noted(delivery));
        }
    }

    // ---- systems that take part in the settling transaction

    Joining joining() {
        return joining;
    }

    /** Leaves writes to the settling transaction. */
    void join(Collection<Target> left) {
        joining = joining.with(left);
    }

    /** From here on everything happens within the settling transaction; what was left for it is planned once more. */
    void settling() {
        joining = joining.begin();
        joining.left().forEach(target -> open.add(target.syncId()));
    }

    boolean isNoted() {
        return noted;
    }

    /** Returns the numbers of the notes of what is still to be written. */
    List<Long> notes() {
        return notes;
    }

    /** Returns the answered reviews, once. */
    List<ReviewItem> takeAnswers() {
        List<ReviewItem> fresh = answersTaken ? List.of() : taken.answered();
        answersTaken = true;
        return fresh;
    }

    // ---- things and links

    List<Thing> things() {
        return known.values().stream().map(Known::thing).filter(Objects::nonNull).toList();
    }

    Known known(String syncId) {
        return known.getOrDefault(syncId, Known.NOTHING);
    }

    private void change(String syncId, UnaryOperator<Known> change) {
        known.put(syncId, change.apply(known(syncId)));
    }

    Thing thing(String syncId) {
        return known(syncId).thing();
    }

    /** Returns the thing that the record belongs to, or {@code null}. */
    Thing thingOf(RecordRef ref) {
        String syncId = links.get(ref);
        return thing(syncId);
    }

    /** Returns what is known of the record, or {@code null}. */
    Shadow shadowOf(RecordRef ref) {
        Thing thing = thingOf(ref);
        Shadow shadow = thing == null ? null : thing.shadows().get(ref.system());
        return shadow != null && shadow.ref().equals(ref) ? shadow : null;
    }

    /** Says whether the record belonged to a thing: another record of its system has taken its place, or the bridge took it away. */
    boolean isFormer(RecordRef ref) {
        return former.contains(ref);
    }

    /** Says whether it is nobody's delete if the record is gone: it does not belong to a thing any more, or is about not to. */
    boolean mayBeGone(RecordRef ref) {
        return former.contains(ref) || taken.takenAway().contains(ref) && !left.contains(ref);
    }

    /** Notes that a record of the thing is taken away, or that the thing is brought back. */
    void undo(Thing thing, ReviewItem undo) {
        change(thing.syncId(), one -> one.undoing(undo));
    }

    /** Notes that this does not happen. */
    void leave(Thing thing, ReviewItem undo) {
        change(thing.syncId(), one -> one.leaving(undo));
        left.add(undo.written());
    }

    void load(Collection<Thing> loaded, Map<RecordRef, String> linked, Collection<RecordRef> replaced) {
        loaded.forEach(thing -> known.putIfAbsent(thing.syncId(), Known.of(thing, Formers.restated(forms(), thing))));
        linked.forEach(links::putIfAbsent);
        former.addAll(replaced);
    }

    void load(Map<String, List<Delivery>> deliveries) {
        deliveries.forEach((syncId, failed) -> change(syncId, one -> one.undelivered(failed)));
    }

    /** Lets the thing be planned although no change of it has come. */
    void reopen(String syncId) {
        open.add(syncId);
        touched.add(syncId);
    }

    /** From here on the store holds the things as they are now. */
    void stored() {
        known.replaceAll((syncId, one) -> one.saved());
    }

    /** Puts a thing's new state in the place of the old one. */
    void put(Thing thing) {
        change(thing.syncId(), one -> one.with(thing));
        thing.shadows().values().forEach(shadow -> links.put(shadow.ref(), thing.syncId()));
        touched.add(thing.syncId());
    }

    /** Lets a record belong to nothing, as another one has its place in its thing. */
    void unlink(RecordRef ref) {
        links.remove(ref);
        former.add(ref);
    }

    /** Links a record that is seen for the first time. */
    void link(RecordRef ref, String syncId) {
        links.put(ref, syncId);
        change(syncId, one -> one.linked(ref));
    }

    /** Lets go of a record outside of its system's scope that belongs to no thing. */
    void outside(RecordRef ref) {
        observations.remove(ref);
        tell(new Outcome.Counted(About.NOTHING, Outcome.Kind.OUTSIDE));
    }

    // ---- what waits for parents

    /** Lets go of a record that is read again when its parent is known; nothing of it counts in this batch. */
    void setAside(RecordRef ref) {
        observations.remove(ref);
        aside.add(ref);
    }

    boolean isAside(RecordRef ref) {
        return aside.contains(ref);
    }

    /** Holds a step, or a part of it, until what it points to has a record in the system. */
    void hold(Decision.Step step, List<Wait> waits) {
        held.put(new Target(step.syncId(), step.intent().system()), new Held(step, waits));
    }

    void release(Decision.Step step) {
        held.remove(new Target(step.syncId(), step.intent().system()));
    }

    Map<Target, Held> held() {
        return held;
    }

    /** Leaves a record's changes waiting in the inbox until {@code until}; nothing of them counts in this batch. */
    void postpone(RecordRef ref, Instant until) {
        postponed.put(ref, until);
        observations.remove(ref);
        String syncId = links.get(ref);
        if (known(syncId).news().contains(ref)) {
            links.remove(ref);
            change(syncId, one -> one.unlinked(ref));
            if (known(syncId).isNews() && known(syncId).news().isEmpty()) {
                known.remove(syncId);
                touched.remove(syncId);
            }
        }
    }
}
