package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.definition.SyncDefinition.Limit;
import io.syncbridge.definition.SyncDefinition.Limits;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Kind;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Tallies;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Handler;

/**
 * The safety brakes: stops a sync before a batch is written that would delete too many records, or blank a field in too
 * many. What counts is the batch, what is waiting behind it, and what was done within the last hour.
 */
@ApplicationScoped
@Unremovable
public class Braking {

    static final String DELETE = "delete";
    static final String BLANK = "blank:";

    static final Duration WINDOW = Duration.ofHours(1);
    private static final int SHOWN = 5;

    private final Brakes brakes;
    private final Tallies tallies;
    private final Inbox inbox;
    private final Things things;
    private final UndoBrake undoBrake;

    public Braking(Brakes brakes, Tallies tallies, Inbox inbox, Things things, UndoBrake undoBrake) {
        this.brakes = brakes;
        this.tallies = tallies;
        this.inbox = inbox;
        this.things = things;
        this.undoBrake = undoBrake;
    }

    /** @throws BrakedException if the batch must not be written before a person has decided */
    @Handler
    public void check(Decided decided) {
        Batch batch = decided.batch();
        Limits limits = batch.definition().limits();
        countUndone(decided);
        Map<String, Set<String>> losses = losses(decided);
        losses.keySet().removeIf(subject -> limit(limits, subject).percent() == null);
        if (losses.isEmpty()) {
            return;
        }
        Map<String, Long> done = tallies.since(batch.sync(), since(batch));
        losses.forEach((subject, syncIds) -> {
            long waiting = subject.equals(DELETE) ? inbox.deletesWaiting(batch.sync(), batch.taken().lastWaiting()) : 0;
            check(batch, subject, syncIds, syncIds.size() + waiting + done.getOrDefault(subject, 0L));
            count(batch, subject, syncIds);
        });
    }

    /** Returns how many of the batch's things would lose something, by what. */
    static Map<String, Long> foreseen(Decided decided) {
        return losses(decided).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> (long) one.getValue().size()));
    }

    /** Returns why the sync would be stopped if so many things lost something now; empty if it would not be. */
    Optional<String> foresee(SyncDefinition sync, Map<String, Long> losses, Instant now) {
        Map<String, Long> done = losses.isEmpty() ? Map.of() : tallies.since(sync.name(), now.minus(WINDOW));
        return losses.entrySet().stream().filter(lost -> limit(sync.limits(), lost.getKey()).percent() != null).flatMap(lost -> {
            Limit limit = limit(sync.limits(), lost.getKey());
            long number = lost.getValue() + done.getOrDefault(lost.getKey(), 0L);
            long all = limit.mayForbid(number) ? things.living(sync.name()) : 0;
            return limit.mayForbid(number) && limit.forbids(number, all)
                    ? Stream.of("A safety brake would stop the sync: " + counted(lost.getKey(), number, all, limit)) : Stream.empty();
        }).findFirst();
    }

    /** What an undo takes away without anybody having had to decide on it counts for what comes later. */
    private void countUndone(Decided decided) {
        Batch batch = decided.batch();
        var undone = new HashMap<String, Set<String>>();
        decided.planned().forEach(step -> lost(batch, step).forEach(subject -> TakingBack.asking(batch, step, field(subject))
                .filter(undo -> undoBrake.decided(batch.sync(), undo.run(), subject).isEmpty())
                .ifPresent(undo -> undone.computeIfAbsent(subject, s -> new HashSet<>()).add(step.syncId()))));
        undone.forEach((subject, syncIds) -> count(batch, subject, syncIds));
    }

    private static void count(Batch batch, String subject, Set<String> syncIds) {
        syncIds.forEach(syncId -> batch.tell(new Outcome.Loses(batch.known(syncId).about(), subject)));
    }

    private void check(Batch batch, String subject, Set<String> syncIds, long number) {
        Limit limit = limit(batch.definition().limits(), subject);
        if (!limit.mayForbid(number)) {
            return;
        }
        long all = things.living(batch.sync());
        if (limit.forbids(number, all)) {
            throw new BrakedException(batch.sync(), kind(subject), subject, why(batch, subject, syncIds, number, all, limit));
        }
    }

    /** Returns the things that would lose something by reports on which nobody has decided, by what they lose. */
    private static Map<String, Set<String>> losses(Decided decided) {
        Batch batch = decided.batch();
        var losses = new HashMap<String, Set<String>>();
        decided.planned().forEach(step -> lost(batch, step).stream()
                .filter(subject -> batch.arrivals().isUndecided(batch.known(step.syncId()), subject))
                .forEach(subject -> losses.computeIfAbsent(subject, s -> new HashSet<>()).add(step.syncId())));
        return losses;
    }

    private static List<String> lost(Batch batch, Step step) {
        if (step.intent() instanceof Intent.Delete) {
            return List.of(DELETE);
        }
        if (step.intent() instanceof Intent.Update update) {
            Shadow before = batch.known(step.syncId()).before(update.system());
            return update.values().fields().stream().filter(field -> update.values().get(field) == null && before != null
                    && before.values().get(field) != null).map(field -> BLANK + field).toList();
        }
        return List.of();
    }

    static Kind kind(String subject) {
        return subject.equals(DELETE) ? Kind.DELETES : Kind.BLANKS;
    }

    /** Returns the field that is blanked; {@link Thing#RECORD} for a delete. */
    static String field(String subject) {
        return subject.equals(DELETE) ? Thing.RECORD : subject.substring(BLANK.length());
    }

    static Limit limit(Limits limits, String subject) {
        return subject.equals(DELETE) ? limits.deletes() : limits.blanks();
    }

    /** What was done before a person's last decision does not count any more. */
    private static Instant since(Batch batch) {
        Instant hour = batch.now().minus(WINDOW);
        return batch.taken().brakeDecisions().stream().map(Brakes.Brake::decidedAt).filter(hour::isBefore)
                .max(Instant::compareTo).orElse(hour);
    }

    private static String why(Batch batch, String subject, Set<String> syncIds, long number, long all, Limit limit) {
        String first = syncIds.stream().limit(SHOWN).flatMap(syncId -> batch.known(syncId).records().stream())
                .map(Object::toString).collect(Collectors.joining(", "));
        return counted(subject, number, all, limit) + " Among them: " + first + ". Nothing of it was written. Release it if it is meant;"
                + " reject it, and what was reported is turned back from the other systems.";
    }

    private static String counted(String subject, long number, long all, Limit limit) {
        String what = subject.equals(DELETE) ? "would be deleted"
                : "would lose their value of '" + field(subject) + "'";
        return String.format(Locale.ROOT, "%d of %d records %s within an hour; the limit is %s%% and %d records.", number, all, what,
                BigDecimal.valueOf(limit.percent()).stripTrailingZeros().toPlainString(), limit.count());
    }
}
