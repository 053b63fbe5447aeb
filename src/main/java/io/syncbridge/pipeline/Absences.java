package io.syncbridge.pipeline;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.store.Cursors;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds out since when a record may have been gone that was looked for and is not there. */
@ApplicationScoped
class Absences {

    private final Cursors cursors;

    Absences(Cursors cursors) {
        this.cursors = cursors;
    }

    /** Returns the delete: as it was reported, or else with the last time at which the record was known to be there. */
    Change of(Batch batch, RecordRef ref) {
        List<Change> reports = batch.reports.getOrDefault(ref, List.of());
        Optional<Change> reported = reports.stream().filter(report -> report.operation() == Operation.DELETE && isOfThisEnd(batch, report))
                .reduce((one, next) -> next);
        if (reported.isPresent()) {
            return reported.get();
        }
        Optional<Instant> found = reports.stream().map(Change::notBefore).filter(Objects::nonNull).max(Comparator.naturalOrder());
        return Change.delete(ref, null).after(found.or(() -> cursors.lastSeen(batch.sync(), ref, batch.taken().lastWaiting())).orElse(null));
    }

    /** Says whether the system itself reported that the record was deleted, after all that is known of it. */
    static boolean isReported(Batch batch, RecordRef ref) {
        return batch.reports.getOrDefault(ref, List.of()).stream().anyMatch(report -> report.operation() == Operation.DELETE
                && (report.time() == null || isOfThisEnd(batch, report)));
    }

    /** A delete that is older than what the record was known to be since is not the one that ended it. */
    private static boolean isOfThisEnd(Batch batch, Change delete) {
        Shadow shadow = batch.shadowOf(delete.ref());
        return delete.time() == null && delete.notBefore() != null
                || delete.time() != null && (shadow == null || shadow.time() == null || !delete.time().isBefore(shadow.time()));
    }
}
