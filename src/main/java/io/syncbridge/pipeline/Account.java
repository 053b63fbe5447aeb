package io.syncbridge.pipeline;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Outcome.About;
import io.syncbridge.reconcile.Finding;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Leaving;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.policy.Claim;
import io.syncbridge.store.Children;
import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Closed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.Question;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What outcomes come to: the rows of the sync log, the reviews that they open, and the questions that have become void. */
final class Account {

    private static final String MAPPING = "mapping";

    private final Context context;
    private final List<SyncLog.Entry> log = new ArrayList<>();
    private final List<ReviewItem> reviews = new ArrayList<>();
    private final List<Closed> closed = new ArrayList<>();

    /**
     * What all rows of a batch have in common.
     *
     * @param eventOf names the report that brought a record into the batch; {@code null} for none
     * @param runOf names the run that brought a thing, or a record that belongs to none, into the batch; {@code null} for none
     */
    record Context(String sync, Instant now, Function<RecordRef, String> eventOf, BiFunction<String, RecordRef, Long> runOf) {
    }

    /** @param known why records could not be mapped as the store knows it already: a scan finds them again each time, which is not logged again */
    Account(Context context, Collection<Outcome> outcomes, Map<RecordRef, String> known) {
        this.context = context;
        outcomes.forEach(outcome -> {
            if (outcome instanceof Outcome.Mapped mapped && mapped.failed() != null) {
                unmapped(mapped, known);
            } else if (outcome instanceof Outcome.Waits waits) {
                Node child = waits.on().child();
                write(row(waits, Status.SKIPPED).to(child.kind() == Children.Kind.WRITE ? child.system() : null, null)
                        .because("waits for " + waits.on().parent().sync()).error(waits.why()));
            } else if (outcome instanceof Outcome.Paired paired) {
                write(row(paired, Status.SUCCESS).to(paired.other()).because("paired: " + paired.why()));
            } else if (outcome instanceof Outcome.Ambiguous ambiguous) {
                ambiguous(ambiguous);
            } else if (outcome instanceof Outcome.NotLinked notLinked) {
                notLinked(notLinked);
            } else if (outcome instanceof Outcome.Clear clear) {
                closed.add(new Closed(new Question(clear.about().syncId(), Thing.RECORD), clear.how()));
            } else if (outcome instanceof Outcome.Found found) {
                found(found, found.about(), found.finding());
            } else if (outcome instanceof Outcome.Missing missing) {
                missing(missing);
            } else if (outcome instanceof Outcome.Written written) {
                written(written);
            } else if (outcome instanceof Outcome.Failed failed && failed.news() != null) {
                failed(failed);
            } else if (outcome instanceof Outcome.PutOff putOff && putOff.news() != null) {
                write(row(putOff, Status.SKIPPED).to(putOff.delivery().targetSystem(), null)
                        .operation(putOff.delivery().operation()).because(putOff.news()).error(putOff.delivery().error()));
            } else if (outcome instanceof Outcome.Left left) {
                left(left);
            }
        });
    }

    List<SyncLog.Entry> log() {
        return log;
    }

    List<ReviewItem> reviews() {
        return reviews;
    }

    List<Closed> closed() {
        return closed;
    }

    // ---- records

    private void unmapped(Outcome.Mapped mapped, Map<RecordRef, String> known) {
        Delivery failed = mapped.failed();
        SyncLog.Entry row = row(mapped, Status.FAILED).operation(failed.operation()).because(MAPPING).error(failed.error()).entry(context);
        if (row.run() != null || row.error() == null || !row.error().equals(known.get(mapped.about().cause()))) {
            log.add(row);
        }
    }

    private void ambiguous(Outcome.Ambiguous ambiguous) {
        String error = ambiguous.about().cause() + " may be the same as any of these, by " + ambiguous.why() + ": " + ambiguous.claims().stream()
                .map(claim -> claim.system() + "/" + claim.recordId()).distinct().collect(Collectors.joining(", "));
        ask(ambiguous, Thing.RECORD, Kind.MATCH, null, ambiguous.claims(), error);
        write(row(ambiguous, Status.CONFLICT).because("ambiguous " + ambiguous.why()).error(error));
    }

    private void notLinked(Outcome.NotLinked notLinked) {
        ReviewItem answered = notLinked.answered();
        String error = "It was not linked with " + answered.answer() + ", as " + answered.settledBy() + " chose. " + notLinked.obstacle();
        write(row(notLinked, Status.SKIPPED).because(Linking.by(answered.settledBy())).error(error));
        ask(notLinked, Thing.RECORD, Kind.MATCH, null, answered.claims(), answered.why() + ". " + error);
    }

    // ---- findings of reconciling

    private void found(Outcome found, About about, Finding finding) {
        if (finding instanceof Finding.Conflict conflict) {
            conflict(found, about, conflict);
        } else if (finding instanceof Finding.ReviewOpened opened) {
            reviewOpened(found, about, opened);
        } else if (finding instanceof Finding.ReviewClosed over) {
            closed.add(new Closed(new Question(about.syncId(), over.field()), over.why()));
        } else if (finding instanceof Finding.Left left) {
            write(row(found, Status.SKIPPED).because("leaving: " + left.leaving().name().toLowerCase(Locale.ROOT))
                    .error("The record does not meet the filter of " + left.system() + " any more. " + (left.leaving() == Leaving.DELETE
                            ? "That counts as deleted." : "What it holds now was taken in; from here on it is left alone.")));
        } else if (finding instanceof Finding.Ignored ignored) {
            write(row(found, Status.SKIPPED).operation(Operation.UPDATE).because("ignored").error(ignored.why()));
        }
    }

    private void conflict(Outcome found, About about, Finding.Conflict conflict) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("kept", Explained.claim(conflict.winner()));
        detail.put("lost", Explained.claim(conflict.loser()));
        write(row(found, Status.CONFLICT).from(about.recordIn(conflict.winner().system()).orElse(about.cause()))
                .to(about.recordIn(conflict.loser().system()).orElse(about.cause()))
                .operation(Operation.UPDATE).details(Map.of(conflict.field(), detail)).because(conflict.rule()));
    }

    private void reviewOpened(Outcome found, About about, Finding.ReviewOpened opened) {
        Kind kind = opened.field().equals(Thing.RECORD) ? Kind.DELETE : Kind.CONFLICT;
        ask(found, opened.field(), kind, opened.lastAgreed(),
                List.of(claimed(about, opened.standing()), claimed(about, opened.challenger())), opened.why());
        var detail = new LinkedHashMap<String, Object>();
        detail.put("lastAgreed", opened.lastAgreed());
        detail.put("standing", Explained.claim(opened.standing()));
        detail.put("challenger", Explained.claim(opened.challenger()));
        write(row(found, Status.CONFLICT).to(about.recordIn(opened.standing().system()).orElse(null))
                .operation(Operation.UPDATE).details(Map.of(opened.field(), detail)).because("review: " + opened.why()));
    }

    private static Claimed claimed(About about, Claim claim) {
        return new Claimed(claim.system(), about.recordIn(claim.system()).map(RecordRef::recordId).orElse(null), claim.value(), claim.fieldTime());
    }

    private void missing(Outcome.Missing missing) {
        String why = "Missing in " + missing.system() + (missing.asked() ? "; a person decides whether it is created there."
                : " and not created, as the definition says.");
        if (missing.asked()) {
            ask(missing, Thing.RECORD, Kind.ORPHAN, null, missing.records().stream()
                    .map(ref -> new Claimed(ref.system(), ref.recordId(), null, null)).toList(), why);
        }
        write(row(missing, missing.asked() ? Status.CONFLICT : Status.SKIPPED).to(missing.system(), null)
                .operation(Operation.CREATE).because("orphans: " + (missing.asked() ? "review" : "warn")).error(why));
    }

    // ---- what the systems answered

    private void written(Outcome.Written written) {
        About about = written.about();
        Intent intent = written.answer().step().intent();
        write(row(written, Status.SUCCESS).from(about.source(written.target().system())).to(written.target())
                .operation(intent instanceof Intent.Delete ? Operation.DELETE : written.answer().write().operation())
                .details(Explained.write(about.thing(), intent, written.before(), written.stored()))
                .because(written.undone() == null ? Explained.rule(about.thing(), intent) : written.undone()));
    }

    private void failed(Outcome.Failed failed) {
        About about = failed.about();
        String system = failed.answer().system();
        write(row(failed, Status.FAILED).from(about.source(system)).to(system, failed.answer().recordId())
                .operation(failed.answer().write().operation()).details(Explained.write(about.thing(), failed.answer().step().intent(),
                        about.thing().shadows().get(system), CanonicalRecord.EMPTY)).because(failed.news()).error(failed.delivery().error()));
    }

    private void left(Outcome.Left left) {
        ReviewItem undo = left.undo();
        write(row(left, Status.SKIPPED).to(undo.claims().get(0).system(), undo.claims().get(0).recordId()).because(undo.why()).error(
                (undo.field().equals(Thing.RECORD) ? "The record" : "'" + undo.field() + "'") + " has changed since; it is left as it is."));
    }

    private static LogRow row(Outcome outcome, Status status) {
        return new LogRow(outcome.about().syncId(), status).causedBy(outcome.about().cause());
    }

    private void write(LogRow row) {
        log.add(row.entry(context));
    }

    private void ask(Outcome outcome, String field, Kind kind, Object lastAgreed, List<Claimed> claims, String why) {
        reviews.add(new ReviewItem(0, context.sync(), outcome.about().syncId(), field, kind, lastAgreed, claims, why, context.now(), Reviews.State.OPEN,
                null, null, null, null));
    }
}
