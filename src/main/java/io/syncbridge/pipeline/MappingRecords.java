package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.Systems;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Problem;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.StreamPlace;
import io.syncbridge.model.SyncAction;
import io.syncbridge.reconcile.LoopGuard;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Handler;

/**
 * The mapping stage: reports become observations in canonical form. Records that have to be read are read, with one
 * call for each system; values that are already known leave as echoes without being read.
 */
@ApplicationScoped
@Unremovable
public class MappingRecords {

    private static final Function<RecordRef, Problem> NO_VALUES = ref -> new Problem("unreadable-record", ref.toString(),
            "The report holds no values, and the route of its system cannot read: it has shown no record so far.",
            "Report the values; if the route only takes what is pushed, say so by `actions=` without `read`.");

    private final Systems systems;
    private final References references;
    private final Absences absences;

    public MappingRecords(Systems systems, References references, Absences absences) {
        this.systems = systems;
        this.references = references;
        this.absences = absences;
    }

    @Handler
    public Batch map(Guarded guarded) {
        Batch batch = guarded.batch();
        var toRead = new LinkedHashSet<>(guarded.toRead());
        references.load(batch, batch.reports.values().stream().flatMap(List::stream).toList());
        toRead.addAll(Remapping.toRead(batch, systems));
        var told = new ArrayList<Change>();
        batch.reports.forEach((ref, reports) -> {
            if (!toRead.contains(ref)) {
                told.addAll(reports);
            } else if (reports.stream().allMatch(report -> isEchoByValue(batch, report))) {
                reports.forEach(batch::echo);
                toRead.remove(ref);
            } else {
                batch.causes.putIfAbsent(ref, reports.get(reports.size() - 1));
            }
        });
        observe(batch, told);
        Map<String, List<RecordRef>> bySystem =
                toRead.stream().collect(Collectors.groupingBy(RecordRef::system, LinkedHashMap::new, Collectors.toList()));
        bySystem.forEach((system, refs) -> readAgain(batch, system, refs));
        references.setAside(batch);
        return batch;
    }

    private void observe(Batch batch, List<Change> reports) {
        List<Mapped<Observation>> mapped = reports.parallelStream().map(report -> Observations.of(batch, report)).toList();
        for (int i = 0; i < reports.size(); i++) {
            observe(batch, reports.get(i), mapped.get(i));
        }
    }

    private void observe(Batch batch, Change report, Mapped<Observation> mapped) {
        if (mapped.value().isAbsent() && batch.mayBeGone(report.ref())) {
            batch.echo(report);
            return;
        }
        batch.causes.put(report.ref(), report);
        if (!batch.read.contains(report.ref()) && Observations.whole(batch, report) != report
                && systems.knows(batch.sync(), report.ref().system(), SyncAction.READ)) {
            batch.lookAgain(report.ref(), batch.now());
        }
        boolean outside = mapped.value().presence() == Presence.OUTSIDE;
        if (outside || Observations.isReadable(batch, report, mapped)) {
            Looks.take(batch, Remapping.restated(batch, report, mapped.value()), report.operation() == Operation.DELETE);
        }
        if (outside || mapped.ok()) {
            batch.tell(new Outcome.Mapped(new Outcome.About(batch.thingOf(report.ref()), report.ref()), null));
        } else {
            Undelivered.unmapped(batch, report, mapped.problems());
        }
    }

    private boolean isEchoByValue(Batch batch, Change report) {
        Shadow shadow = batch.shadowOf(report.ref());
        if (report.isHint() || report.operation() == Operation.DELETE || shadow == null
                || !batch.forms().isEmpty() && batch.arrivals().isOfRun(report.ref())) {
            return false;
        }
        Mapped<Observation> mapped = Observations.of(batch, report);
        return mapped.ok() && batch.pointers.unresolved(report.ref()).isEmpty() && LoopGuard.isEchoByValue(mapped.value().presence(), mapped.value().values(), shadow);
    }

    private void readAgain(Batch batch, String system, List<RecordRef> refs) {
        if (!systems.knows(batch.sync(), system, SyncAction.READ)) {
            refs.forEach(ref -> takeUnread(batch, ref));
            return;
        }
        try {
            Map<RecordRef, Change> found = systems
                    .read(batch.sync(), system, refs.stream().map(RecordRef::recordId).toList()).stream()
                    .collect(Collectors.toMap(Change::ref, Function.identity(), (first, last) -> last));
            references.load(batch, found.values());
            refs.forEach(ref -> observeRead(batch, ref, found.get(ref)));
        } catch (SystemCallException e) {
            refs.forEach(ref -> Remapping.unread(batch, ref).forEach(one -> Undelivered.unreadable(batch, one, e)));
        }
    }

    private void observeRead(Batch batch, RecordRef ref, Change found) {
        batch.read.add(ref);
        if (found != null) {
            observe(batch, List.of(Observations.whole(batch, found)));
        } else if (!systems.hasAnswered(batch.sync(), ref.system()) && !Presence.GONE.equals(presence(batch, ref))) {
            takeUnread(batch, ref);
        } else if (!batch.mayBeGone(ref)) {
            Looks.take(batch, Observations.gone(batch, absences.of(batch, ref)), Absences.isReported(batch, ref));
        }
    }

    private static Presence presence(Batch batch, RecordRef ref) {
        Shadow shadow = batch.shadowOf(ref);
        return shadow == null ? null : shadow.presence();
    }

    /** A system that cannot be read is believed, unless its report is known to be older than what it said before. */
    private void takeUnread(Batch batch, RecordRef ref) {
        Shadow shadow = batch.shadowOf(ref);
        for (Change report : batch.reports.getOrDefault(ref, List.of())) {
            boolean late = shadow != null && StreamPlace.compare(report.version(), shadow.version()).map(order -> order < 0)
                    .orElse(shadow.time() != null && report.time() != null && report.time().isBefore(shadow.time()));
            if (report.isHint()) {
                Undelivered.unmapped(batch, report, List.of(NO_VALUES.apply(ref)));
            } else if (late) {
                batch.echo(report);
            } else {
                observe(batch, List.of(report));
            }
        }
    }
}
