package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.Fit;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.StreamPlace;
import io.syncbridge.reconcile.LoopGuard;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Handler;

/**
 * The idempotent filter: echoes of the bridge's own writes and repeats leave the batch here. What cannot be shown to be
 * newer than known is marked to be read.
 */
@ApplicationScoped
@Unremovable
public class LoopGuarding {

    @Handler
    public Guarded guard(Batch batch) {
        var toRead = new LinkedHashSet<RecordRef>();
        batch.reports.values().stream().flatMap(List::stream).map(Change::former).filter(batch.reports::containsKey)
                .forEach(toRead::add);
        for (RecordRef ref : List.copyOf(batch.reports.keySet())) {
            List<Change> kept = guard(batch, ref, batch.reports.get(ref), toRead);
            if (kept.isEmpty()) {
                batch.reports.remove(ref);
            } else {
                batch.reports.put(ref, kept);
            }
        }
        return new Guarded(batch, toRead);
    }

    private static List<Change> guard(Batch batch, RecordRef ref, List<Change> reports, Set<RecordRef> toRead) {
        Shadow shadow = batch.shadowOf(ref);
        var kept = new ArrayList<Change>();
        for (Change report : reports) {
            if (report.problem() != null || batch.shadowOf(report.former()) != null) {
                kept.add(report);
                continue;
            }
            if (report.operation() == Operation.DELETE && batch.mayBeGone(ref)) {
                batch.echo(report);
                continue;
            }
            Verdict verdict = LoopGuard.judge(report, shadow);
            if (verdict instanceof Verdict.Echo && !isPlacedAnew(batch, report, shadow) && !isToBeRestated(batch, report)) {
                batch.echo(report);
            } else {
                kept.add(report);
                if (verdict instanceof Verdict.Unproven || isOfUnknownPlace(batch, report, shadow) || batch.isFormer(ref)) {
                    toRead.add(ref);
                }
            }
        }
        if (kept.size() > 1 && !inOrderOfStream(kept) && !inOrderOfTime(kept)) {
            toRead.add(ref);
        }
        return kept;
    }

    /** Says whether a record that is as it was is on the other side of its system's filter now, since the filter changed. */
    private static boolean isPlacedAnew(Batch batch, Change report, Shadow shadow) {
        SystemDefinition system = batch.definition().system(report.ref().system());
        return !system.filter().isEmpty() && report.operation() != Operation.DELETE && shadow.isPresent()
                && Observations.presence(system, report.record(), shadow, false) == Presence.OUTSIDE;
    }

    /** Says whether a run looks at a record for the forms in which it holds its values. */
    private static boolean isToBeRestated(Batch batch, Change report) {
        return !batch.forms().isEmpty() && report.operation() != Operation.DELETE && batch.arrivals().isOfRun(report.ref());
    }

    /** Says whether it takes more than the report to tell if a record that is seen for the first time is within the scope. */
    private static boolean isOfUnknownPlace(Batch batch, Change report, Shadow shadow) {
        return shadow == null && report.record() != null
                && batch.definition().system(report.ref().system()).filter().fit(report.record()) == Fit.UNKNOWN;
    }

    /** Sorts several reports of one record by their place in one stream; says whether they have one. */
    private static boolean inOrderOfStream(List<Change> reports) {
        List<StreamPlace> places = reports.stream().flatMap(report -> StreamPlace.of(report.version()).stream()).toList();
        if (places.size() < reports.size() || places.stream().map(StreamPlace::stream).distinct().count() > 1) {
            return false;
        }
        reports.sort(Comparator.comparing(report -> StreamPlace.of(report.version()).orElseThrow().number()));
        return true;
    }

    /** Sorts several reports of one record by their time; says whether that gives them a certain order. */
    private static boolean inOrderOfTime(List<Change> reports) {
        var times = new HashSet<Instant>();
        if (reports.stream().anyMatch(report -> report.time() == null || !times.add(report.time()))) {
            return false;
        }
        reports.sort(Comparator.comparing(Change::time));
        return true;
    }
}
