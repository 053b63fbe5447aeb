package io.syncbridge.pipeline;

import io.opentelemetry.api.trace.Span;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Forms;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Outcome.About;
import io.syncbridge.reconcile.Finding;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Policy;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Children;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.Target;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Question;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.SyncLog;
import java.time.Duration;
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
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The changes of one sync that travel through the pipeline together, with all that the bridge knows of the things they
 * are about. Each stage takes from it and adds to it; {@link Settling} stores what it leaves.
 *
 * <p>One thread at a time works on a batch, but for the deliveries to different systems, which only read it.
 */
public final class Batch {

    private final Taken taken;
    private final Knowledge knowledge;
    private final SystemFacts facts;

    /** By sync id. */
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Map<RecordRef, String> links = new HashMap<>();
    private final Set<RecordRef> former = new HashSet<>();

    final Map<RecordRef, List<Change>> reports = new LinkedHashMap<>();
    final Map<RecordRef, List<Observation>> observations = new LinkedHashMap<>();
    final Set<RecordRef> toRead = new LinkedHashSet<>();
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
    /** How many things lose something by this batch, by what: what the brakes count. */
    final Map<String, Integer> losses = new TreeMap<>();
    private List<Decision> decisions = List.of();
    private final Map<RecordRef, List<Waiting>> waitingOf = new HashMap<>();
    private final Set<Target> notedTargets = new HashSet<>();
    private final Set<String> joining = new LinkedHashSet<>();
    private final Set<String> joiningSystems = new HashSet<>();
    private List<Batch> parts = List.of(this);
    private boolean settling;
    private boolean noted;
    private boolean answersTaken;

    /** What a step waits for. */
    record Held(Decision.Step step, List<Wait> waits) {
    }

    Batch(Taken taken, Knowledge knowledge, SystemFacts facts) {
        this.taken = taken;
        this.knowledge = knowledge;
        this.facts = facts;
        this.pointers = new Pointers(taken.definition());
        taken.waiting().forEach(item -> {
            if (taken.definition().system(item.change().ref().system()) == null) {
                return; // of a system that takes no part any more
            }
            reports.computeIfAbsent(item.change().ref(), ref -> new ArrayList<>()).add(item.change());
            waitingOf.computeIfAbsent(item.change().ref(), ref -> new ArrayList<>()).add(item);
        });
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
        decisions = whole.decisions.stream().map(decision -> decision.part(this, mine)).toList();
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

    Span trace() {
        return taken.trace();
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

    public List<Waiting> waiting() {
        return taken.waiting();
    }

    List<Delivery> due() {
        return taken.due();
    }

    boolean showsWhole(String system) {
        return facts.whole().test(system);
    }

    Duration lag(String system) {
        return facts.lags().apply(system);
    }

    /** Returns how far the system's clock is ahead of the bridge's. */
    Duration clockOffset(String system) {
        return facts.clockOffsets().getOrDefault(system, Duration.ZERO);
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

    /** Reviews that a person has answered. */
    List<ReviewItem> answered() {
        return taken.answered();
    }

    /** Reviews whose answers are carried out with this batch. */
    List<ReviewItem> carriedOut() {
        return answered().stream().filter(review -> !unanswered.contains(review.id())).toList();
    }

    public boolean isEmpty() {
        return taken.isEmpty();
    }

    /** Returns how many changes it might have held. */
    int limit() {
        return taken.limit();
    }

    /** Whether there may be more where this batch came from. */
    public boolean isFull() {
        return taken.isFull();
    }

    /** Whether it holds a single item after a larger batch failed, so that nothing else can have made it fail. */
    boolean isAlone() {
        return taken.isAlone();
    }

    /** Returns how many items of one kind it holds. */
    int size() {
        return taken.size();
    }

    /** Whether there are things that still have to be planned and delivered. */
    public boolean isOpen() {
        return !open.isEmpty() || !observations.isEmpty();
    }

    public List<Decision> getDecisions() {
        return decisions;
    }

    void decided(List<Decision> decided) {
        this.decisions = List.copyOf(decided);
    }

    /** Whether it is decided what is to be done next, and not done yet. */
    public boolean hasDecisions() {
        return !decisions.isEmpty();
    }

    // ---- parts

    /**
     * Divides the batch, as it is after it was decided what to do: each part holds what is about some of the things, and
     * the first one the rest as well. From here on the parts take the batch's place.
     *
     * @param others the things of the second part, of the third and so on
     */
    void divide(List<Set<String>> others) {
        Set<String> elsewhere = others.stream().flatMap(Set::stream).collect(Collectors.toSet());
        parts = Stream.concat(Stream.of(new Batch(this, syncId -> syncId == null || !elsewhere.contains(syncId))),
                others.stream().map(mine -> new Batch(this, syncId -> syncId != null && mine.contains(syncId)))).toList();
    }

    /** Returns what is written and settled each by itself: the batch as a whole, unless it was divided. */
    List<Batch> parts() {
        return parts;
    }

    /** Whether it can be divided: what answers and references do may be about several things. */
    boolean isDivisible() {
        return answered().isEmpty() && pointers.isEmpty() && losses.isEmpty();
    }

    Set<String> touched() {
        return touched;
    }

    // ---- what people decided about the brakes

    List<Brake> brakeDecisions() {
        return taken.brakeDecisions();
    }

    /** Returns the decision on what was reported of the thing, so far as it is about {@code subject}. */
    Optional<Brake> decision(String syncId, String subject) {
        List<Waiting> reported = reported(syncId);
        return reported.isEmpty() ? Optional.empty() : taken.brakeDecisions().stream().filter(brake -> brake.subject().equals(subject)
                && reported.stream().allMatch(item -> brake.covers(item.id()))).findFirst();
    }

    /** Says whether something was reported of the thing on which nobody has decided. */
    boolean isUndecided(String syncId, String subject) {
        return !reported(syncId).isEmpty() && decision(syncId, subject).isEmpty();
    }

    /**
     * Returns the run that takes something of the thing back; otherwise the one that alone brought the thing into this batch, now or when a
     * write was put off, or, without a thing, the record; {@code null} for none.
     */
    Long runOf(String syncId, RecordRef record) {
        List<Waiting> reported = syncId != null && thing(syncId) != null ? reported(syncId)
                : waitingOf.getOrDefault(record, List.of());
        List<Long> undoing = answered().stream().filter(review -> review.syncId().equals(syncId) && review.run() != null).map(ReviewItem::run).distinct().toList();
        if (undoing.size() == 1) {
            return undoing.get(0);
        }
        Stream<Long> before = known(syncId).undelivered().stream().map(Delivery::run).filter(Objects::nonNull);
        List<Long> runs = Stream.concat(reported.stream().map(Waiting::run), before).distinct().toList();
        return runs.size() == 1 ? runs.get(0) : null;
    }

    /** Lets what a run reports be planned again, even where the report tells nothing new. */
    void openForRuns() {
        waiting().stream().filter(item -> item.run() != null).map(item -> thingOf(item.change().ref()))
                .filter(Objects::nonNull).forEach(thing -> open.add(thing.syncId()));
    }

    /** Says whether a run brought the record into this batch. */
    boolean isOfRun(RecordRef ref) {
        return waitingOf.getOrDefault(ref, List.of()).stream().anyMatch(item -> item.run() != null);
    }

    private List<Waiting> reported(String syncId) {
        return recordsOf(thing(syncId)).stream().flatMap(ref -> waitingOf.getOrDefault(ref, List.of()).stream()).toList();
    }

    /** Returns the place of the last change of this batch in the inbox; 0 if it has none. */
    long lastWaiting() {
        return taken.lastWaiting();
    }

    // ---- what becomes of it

    void tell(Outcome outcome) {
        outcomes.add(outcome);
    }

    void echo(Change report) {
        tell(new Outcome.Counted(About.NOTHING, Outcome.Kind.ECHO));
    }

    void paired(RecordRef ref, Thing thing, String why) {
        tell(new Outcome.Paired(new About(thing, ref), recordsOf(thing).stream().filter(other -> !other.system().equals(ref.system()))
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

    About about(String syncId) {
        return known(syncId).about();
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

    /**
     * Whether what was found out has to be stored before anything is written: a value that is lost must be in the log even
     * if the bridge dies in between, a record that is created must be looked for afterwards, and one that an undo takes away
     * must not look deleted by a person.
     */
    public boolean isToBeNoted() {
        return outcomes.stream().anyMatch(Outcome::isConflict) || planned().anyMatch(step -> isToBeNoted(step)
                && !notedTargets.contains(new Target(step.syncId(), step.intent().system())));
    }

    private boolean isToBeNoted(Decision.Step step) {
        return step.intent() instanceof Intent.Create
                || step.intent() instanceof Intent.Delete && TakingBack.removes(this, thing(step.syncId()), step.intent().system());
    }

    /** Returns what is about to be written. */
    Stream<Decision.Step> planned() {
        return decisions.stream().filter(Decision.Apply.class::isInstance).map(Decision.Apply.class::cast)
                .flatMap(apply -> apply.steps().stream());
    }

    /** From here on the changes are out of the inbox, and {@code planned} stands for what is still to be written. */
    void noted(Collection<Delivery> planned) {
        noted = true;
        for (Delivery delivery : planned) {
            notedTargets.add(new Target(delivery.syncId(), delivery.targetSystem()));
            change(delivery.syncId(), one -> one.noted(delivery));
        }
    }

    // ---- systems that take part in the settling transaction

    /** Leaves the thing's write to the settling transaction. */
    void joins(String syncId, String system) {
        joining.add(syncId);
        joiningSystems.add(system);
    }

    /** From here on everything happens within the settling transaction; what was left for it is planned once more. */
    void settling() {
        settling = true;
        open.addAll(joining);
    }

    /** Says whether the system must not be written to now, since that could not be undone with the transaction. */
    boolean isTooLate(String system) {
        return settling && !joiningSystems.contains(system);
    }

    boolean isSettling() {
        return settling;
    }

    boolean isNoted() {
        return noted;
    }

    /** Returns the answered reviews, once. */
    List<ReviewItem> takeAnswers() {
        List<ReviewItem> fresh = answersTaken ? List.of() : answered();
        answersTaken = true;
        return fresh;
    }

    /** Returns what each system holds now of the fields that wait for a person. */
    Map<Question, List<Claimed>> claimsInReview() {
        var claims = new LinkedHashMap<Question, List<Claimed>>();
        touched.stream().map(this::thing).forEach(thing -> thing.inReview().stream()
                .filter(field -> !field.equals(Thing.RECORD))
                .forEach(field -> claims.put(new Question(thing.syncId(), field), thing.shadows().values().stream()
                        .filter(shadow -> shadow.isPresent() && shadow.values().has(field))
                        .map(shadow -> new Claimed(shadow.ref().system(), shadow.ref().recordId(), shadow.values().get(field),
                                shadow.time())).toList())));
        return claims;
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

    /** Returns what runs take back of the thing as a whole. */
    List<ReviewItem> undone(Thing thing) {
        return known(thing.syncId()).undone();
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

    /** Returns the thing's records, also those that were linked in this batch. */
    List<RecordRef> recordsOf(Thing thing) {
        return known(thing.syncId()).records();
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

    /** Returns the deliveries that were waiting and have become needless, or gone through. */
    List<Target> settledDeliveries(Set<Target> undelivered) {
        Map<Target, Set<String>> written = Undelivered.written(outcomes());
        return known.values().stream().flatMap(one -> one.undelivered().stream())
                .filter(delivery -> touched.contains(delivery.syncId()) && delivery.targetSystem() != null
                        && written.getOrDefault(Undelivered.target(delivery), Set.of())
                                .containsAll(Undelivered.stillRefused(thing(delivery.syncId()), delivery)))
                .map(Undelivered::target)
                .filter(target -> !undelivered.contains(target)).toList();
    }

    /** Returns the records whose newest report could be mapped, so that older ones that could not are done with. */
    List<RecordRef> mappedRecords() {
        Set<RecordRef> unmapped = Undelivered.unmapped(outcomes()).keySet();
        return causes.keySet().stream().filter(ref -> !unmapped.contains(ref) && !aside.contains(ref) && !postponed.containsKey(ref)).toList();
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

    Collection<Held> held() {
        return held.values();
    }

    /** Returns what waits from here on. */
    List<Wait> waits() {
        return Stream.concat(References.waits(this).stream(), held.values().stream().flatMap(one -> one.waits().stream())).toList();
    }

    /** Returns what was looked at and does not wait, or not for the same any more. */
    Set<Node> unheld() {
        Stream<Node> read = this.read.stream().map(ref -> References.node(this, ref));
        Stream<Node> written = touched.stream().flatMap(syncId -> policy().targets().stream()
                .filter(system -> !held.containsKey(new Target(syncId, system)))
                .map(system -> new Node(Children.Kind.WRITE, sync(), system, syncId)));
        Set<Node> waiting = waits().stream().map(Wait::child).collect(Collectors.toSet());
        return Stream.concat(read, written).filter(node -> !waiting.contains(node)).collect(Collectors.toSet());
    }

    /** Returns the records whose changes leave the inbox with this batch. */
    List<RecordRef> takenRecords() {
        return waitingOf.keySet().stream().filter(ref -> !postponed.containsKey(ref)).toList();
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

    /** As {@link Known#isFree}. */
    boolean isFree(Thing thing, String system) {
        return known(thing.syncId()).isFree(system);
    }
}
