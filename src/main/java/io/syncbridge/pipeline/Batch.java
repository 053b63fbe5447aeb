package io.syncbridge.pipeline;

import io.opentelemetry.api.trace.Span;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Forms;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Policy;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
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

    private final Map<String, Thing> before = new HashMap<>();
    private final Map<String, Thing> stored = new HashMap<>();
    private final Map<String, List<Delivery>> undelivered = new HashMap<>();
    /** Those of them in whose place this batch has noted what it is about to write. */
    private final Map<Target, Delivery> undeliveredBefore = new HashMap<>();
    private final Map<String, Thing> things = new LinkedHashMap<>();
    private final Map<RecordRef, String> links = new HashMap<>();
    private final Set<RecordRef> former = new HashSet<>();
    private final Map<String, List<RecordRef>> newlyLinked = new HashMap<>();

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
    /** What runs take back of whole records, by sync id. */
    private final Map<String, List<ReviewItem>> toUndo = new HashMap<>();
    /** Records that runs were to take away and that stay. */
    private final Set<RecordRef> left = new HashSet<>();
    final Answers answers = new Answers();
    final Ledger ledger;
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
        this.ledger = new Ledger(this);
        this.pointers = new Pointers(taken.definition());
        taken.waiting().forEach(item -> {
            reports.computeIfAbsent(item.change().ref(), ref -> new ArrayList<>()).add(item.change());
            waitingOf.computeIfAbsent(item.change().ref(), ref -> new ArrayList<>()).add(item);
        });
    }

    /** @param mine says which things are the part's, by their sync ids; {@code null} stands for records that belong to no thing */
    private Batch(Batch whole, Predicate<String> mine) {
        this(whole.taken.part(ref -> mine.test(whole.links.get(ref)), mine), whole.knowledge, whole.facts);
        Predicate<RecordRef> record = ref -> mine.test(whole.links.get(ref));
        Predicate<Target> target = held -> mine.test(held.syncId());
        pick(whole.before, mine, before);
        pick(whole.stored, mine, stored);
        pick(whole.undelivered, mine, undelivered);
        pick(whole.things, mine, things);
        pick(whole.links, record, links);
        pick(whole.newlyLinked, mine, newlyLinked);
        pick(whole.causes, record, causes);
        pick(whole.postponed, record, postponed);
        pick(whole.again, record, again);
        pick(whole.toUndo, mine, toUndo);
        pick(whole.held, target, held);
        pick(whole.former, record, former);
        pick(whole.read, record, read);
        pick(whole.aside, record, aside);
        pick(whole.touched, mine, touched);
        pick(whole.toCreate, mine, toCreate);
        pick(whole.returned, mine, returned);
        decisions = whole.decisions.stream().map(decision -> decision.part(this, mine)).toList();
        answers.remember(whole.answers, mine);
        whole.ledger.hand(ledger, mine, record);
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
        Stream<Long> before = undelivered.getOrDefault(syncId, List.of()).stream().map(Delivery::run).filter(Objects::nonNull);
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

    Thing before(String syncId) {
        return before.get(syncId);
    }

    // ---- what is stored before anything is written

    /**
     * Whether what was found out has to be stored before anything is written: a value that is lost must be in the log even
     * if the bridge dies in between, and a record that is created must be looked for afterwards.
     */
    public boolean isToBeNoted() {
        return ledger.hasNewConflicts() || planned().anyMatch(step -> step.intent() instanceof Intent.Create
                && !notedTargets.contains(new Target(step.syncId(), step.intent().system())));
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
            undelivered(delivery.syncId(), delivery.targetSystem())
                    .ifPresent(before -> undeliveredBefore.putIfAbsent(new Target(delivery.syncId(), delivery.targetSystem()), before));
            var known = new ArrayList<>(undelivered(delivery.syncId()));
            known.removeIf(other -> delivery.targetSystem().equals(other.targetSystem()));
            known.add(delivery);
            undelivered.put(delivery.syncId(), known);
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

    Collection<Thing> things() {
        return things.values();
    }

    Thing thing(String syncId) {
        return things.get(syncId);
    }

    /** Returns the thing that the record belongs to, or {@code null}. */
    Thing thingOf(RecordRef ref) {
        String syncId = links.get(ref);
        return syncId == null ? null : things.get(syncId);
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
        toUndo.computeIfAbsent(thing.syncId(), id -> new ArrayList<>()).add(undo);
    }

    /** Notes that this does not happen. */
    void leave(Thing thing, ReviewItem undo) {
        toUndo.get(thing.syncId()).remove(undo);
        left.add(undo.written());
    }

    /** Returns what runs take back of the thing as a whole. */
    List<ReviewItem> undone(Thing thing) {
        return List.copyOf(toUndo.getOrDefault(thing.syncId(), List.of()));
    }

    void load(Collection<Thing> loaded, Map<RecordRef, String> linked, Collection<RecordRef> replaced) {
        loaded.forEach(thing -> {
            Thing restated = Formers.restated(forms(), thing);
            things.putIfAbsent(thing.syncId(), restated);
            before.putIfAbsent(thing.syncId(), restated);
            stored.putIfAbsent(thing.syncId(), thing);
        });
        linked.forEach(links::putIfAbsent);
        former.addAll(replaced);
    }

    void load(Map<String, List<Delivery>> deliveries) {
        undelivered.putAll(deliveries);
    }

    /** Returns what could not be delivered of the thing before this batch. */
    List<Delivery> undelivered(String syncId) {
        return undelivered.getOrDefault(syncId, List.of());
    }

    /** Returns what could not be delivered of the thing to the system before this batch. */
    Optional<Delivery> undelivered(String syncId, String system) {
        return Optional.ofNullable(undeliveredBefore.get(new Target(syncId, system)))
                .or(() -> undelivered(syncId).stream().filter(delivery -> system.equals(delivery.targetSystem())).findFirst());
    }

    /** Returns the fields that the delivery's system refused, of those that have not changed since. */
    List<String> stillRefused(Delivery delivery) {
        Thing thing = thing(delivery.syncId());
        return thing == null || thing.base().isDeleted() ? List.of() : delivery.fields().stream()
                .filter(field -> Reconcile.isRefused(thing, delivery.targetSystem(), field)).toList();
    }

    int attemptsOf(String syncId, String system) {
        return undelivered(syncId, system).map(Delivery::attempts).orElse(0);
    }

    /** Lets the thing be planned although no change of it has come. */
    void reopen(String syncId) {
        open.add(syncId);
        touched.add(syncId);
    }

    /** Says whether the thing came to the bridge's knowledge in this batch. */
    boolean isNews(String syncId) {
        return !before.containsKey(syncId);
    }

    /** Returns when the delivery began to fail; now, if it fails for the first time. */
    Instant firstFailed(String syncId, String system) {
        return undelivered(syncId, system).map(Delivery::since).orElse(now());
    }

    /** Returns the thing's records, also those that were linked in this batch. */
    List<RecordRef> recordsOf(Thing thing) {
        return Stream.concat(thing.shadows().values().stream().map(Shadow::ref), newRecordsOf(thing.syncId()).stream())
                .distinct().toList();
    }

    /** Returns what was known of the system's record before this batch, or {@code null}. */
    Shadow before(String syncId, String system) {
        Thing thing = before.get(syncId);
        return thing == null ? null : thing.shadows().get(system);
    }

    /** Returns the thing as the store holds it, or {@code null}. */
    Thing stored(String syncId) {
        return stored.get(syncId);
    }

    /** From here on the store holds the things as they are now. */
    void stored() {
        stored.putAll(things);
    }

    /** Puts a thing's new state in the place of the old one. */
    void put(Thing thing) {
        things.put(thing.syncId(), thing);
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
        newlyLinked.computeIfAbsent(syncId, id -> new ArrayList<>()).add(ref);
    }

    /** Returns the records that were linked to the thing in this batch. */
    List<RecordRef> newRecordsOf(String syncId) {
        return newlyLinked.getOrDefault(syncId, List.of());
    }

    /** Returns the deliveries that were waiting and have become needless, or gone through. */
    List<Target> settledDeliveries() {
        return undelivered.values().stream().flatMap(List::stream)
                .filter(delivery -> touched.contains(delivery.syncId()) && delivery.targetSystem() != null
                        && stillRefused(delivery).isEmpty())
                .map(delivery -> new Target(delivery.syncId(), delivery.targetSystem()))
                .filter(target -> !ledger.undelivered.containsKey(target)).toList();
    }

    /** Returns the records whose newest report could be mapped, so that older ones that could not are done with. */
    List<RecordRef> mappedRecords() {
        return causes.keySet().stream().filter(ref -> !ledger.unmapped.containsKey(ref) && !aside.contains(ref) && !postponed.containsKey(ref)).toList();
    }

    /** Lets go of a record outside of its system's scope that belongs to no thing. */
    void outside(RecordRef ref) {
        observations.remove(ref);
        ledger.outside();
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
        if (!newlyLinked.isEmpty() && links.containsKey(ref) && newRecordsOf(links.get(ref)).contains(ref)) {
            String syncId = links.remove(ref);
            newlyLinked.get(syncId).remove(ref);
            if (newRecordsOf(syncId).isEmpty()) {
                things.remove(syncId);
                touched.remove(syncId);
            }
        }
    }

    /** Says whether the thing has no living record in the system yet, within its scope or outside. */
    boolean isFree(Thing thing, String system) {
        Shadow shadow = thing.shadows().get(system);
        return (shadow == null || shadow.presence() != Presence.PRESENT && shadow.presence() != Presence.OUTSIDE)
                && newRecordsOf(thing.syncId()).stream().noneMatch(ref -> ref.system().equals(system));
    }
}
