package io.syncbridge.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.mapping.Flags;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.mapping.Mapping;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import io.syncbridge.pipeline.Answers.Answer;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Shadow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.camel.Handler;

/** The apply branch: writes to one system what a batch's things need there, one call for each kind of write. */
@ApplicationScoped
@Unremovable
public class Delivering {

    private final Systems systems;
    private final Claims claims;
    private final MeterRegistry meters;
    private final Markers markers;
    private final Traces traces;

    public Delivering(Systems systems, Claims claims, MeterRegistry meters, Traces traces, BridgeConfig config) {
        this.systems = systems;
        this.claims = claims;
        this.meters = meters;
        this.traces = traces;
        this.markers = new Markers(config.name());
    }

    /** A write that is made until it has an answer. */
    private record Attempt(Step step, Write write, WriteResult result) {

        Attempt answered(WriteResult answer) {
            return new Attempt(step, write, answer);
        }
    }

    @Handler
    public void deliver(Decision.Apply apply) {
        List<Attempt> open = begun(apply, apply.steps());
        boolean moves = true;
        while (!open.isEmpty() && moves) {
            List<Attempt> answered = write(apply, open);
            List<Step> rest = answered.stream().flatMap(attempt -> rest(apply, attempt).stream()).toList();
            moves = !rest.isEmpty() || answered.stream().anyMatch(attempt -> attempt.result() instanceof WriteResult.Written);
            open = new ArrayList<>(answered.stream().filter(Delivering::isInTheWay).toList());
            open.addAll(begun(apply, rest));
        }
        open.forEach(attempt -> apply.batch().answers.add(new Answer(attempt.step(), attempt.write(), attempt.result())));
    }

    /** Begins to write: answers at once for what cannot be written as it is. */
    private List<Attempt> begun(Decision.Apply apply, List<Step> steps) {
        var explaining = systems.wantsExplanations(apply.batch().sync(), apply.system()) ? new Explaining(apply) : null;
        List<Mapped<Write>> mapped = steps.parallelStream().map(step -> explaining == null ? write(apply, step)
                : explaining.explained(step, write(apply, step))).toList();
        var begun = new ArrayList<Attempt>();
        for (int i = 0; i < mapped.size(); i++) {
            Mapped<Write> write = mapped.get(i);
            var attempt = new Attempt(steps.get(i), write.value(), null);
            if (isBlind(apply, write.value()) || isUnheard(apply, attempt)) {
                apply.batch().answers.add(new Answer(attempt.step(), attempt.write(), new WriteResult.Stale()));
            } else if (write.ok()) {
                begun.add(attempt);
            } else {
                var refusal = new WriteResult.Failed(Refusal.FIELD, Undelivered.describe(write.problems()));
                begun.addAll(begun(apply, rest(apply, attempt.answered(refusal)).stream().toList()));
            }
        }
        return begun;
    }

    /** Makes the writes, deletes first, since they make room for the others. What is answered for good is noted. */
    private List<Attempt> write(Decision.Apply apply, List<Attempt> open) {
        var answered = new ArrayList<Attempt>();
        for (Operation operation : List.of(Operation.DELETE, Operation.UPDATE, Operation.CREATE)) {
            List<Attempt> alike = open.stream().filter(attempt -> attempt.write().operation() == operation).toList();
            if (!alike.isEmpty()) {
                answered.addAll(write(apply, operation, alike));
            }
        }
        answered.stream().filter(attempt -> !isInTheWay(attempt) && !isOfFields(attempt))
                .forEach(attempt -> apply.batch().answers.add(new Answer(attempt.step(), attempt.write(), attempt.result())));
        return answered;
    }

    private List<Attempt> write(Decision.Apply apply, Operation operation, List<Attempt> alike) {
        claims.ensureLane(apply.batch().sync());
        List<Write> writes = alike.stream().map(Attempt::write).toList();
        List<WriteResult> results = meters.timer("syncbridge.delivery", "sync", apply.batch().sync(), "system", apply.system())
                .record(() -> traces.call(apply.batch(), apply.system(), operation, writes,
                        () -> systems.write(apply.batch().sync(), apply.system(), operation, writes)));
        return IntStream.range(0, alike.size()).mapToObj(i -> alike.get(i).answered(results.get(i))).toList();
    }

    /** Says whether another record is in the way, which another write of the batch may move. */
    private static boolean isInTheWay(Attempt attempt) {
        return attempt.result() instanceof WriteResult.Failed failed && failed.kind().isOfAnotherRecord();
    }

    private static boolean isOfFields(Attempt attempt) {
        return attempt.result() instanceof WriteResult.Failed failed && failed.kind() == Refusal.FIELD;
    }

    /** Answers for the fields of a write that were refused, and returns what is left of it without them. */
    private static Optional<Step> rest(Decision.Apply apply, Attempt attempt) {
        if (!isOfFields(attempt)) {
            return Optional.empty();
        }
        Set<String> refused = RefusedFields.of(apply.batch(), attempt.step(), (WriteResult.Failed) attempt.result());
        apply.batch().answers.add(new Answer(attempt.step(), attempt.write(), attempt.result(), refused));
        return refused.isEmpty() ? Optional.empty() : Holding.without(attempt.step(), refused);
    }

    /** A record whose version is not known is read before it is written, for it may have been edited since its last report. */
    private boolean isBlind(Decision.Apply apply, Write write) {
        return write.recordId() != null && write.version() == null
                && !apply.batch().read.contains(new RecordRef(apply.system(), write.recordId()))
                && systems.knows(apply.batch().sync(), apply.system(), SyncAction.READ);
    }

    /** A hidden record is looked at before it is brought back, for nobody has taken in what was edited before it was hidden, or since. */
    private boolean isUnheard(Decision.Apply apply, Attempt attempt) {
        return attempt.step().intent() instanceof Intent.Update update && update.undelete()
                && systems.knows(apply.batch().sync(), apply.system(), SyncAction.READ)
                && apply.batch().answers.isFirstLook(attempt.step().syncId(), apply.system());
    }

    private Mapped<Write> write(Decision.Apply apply, Step step) {
        SystemDefinition system = apply.batch().definition().system(apply.system());
        Shadow shadow = apply.batch().thing(step.syncId()).shadows().get(apply.system());
        if (step.intent() instanceof Intent.Create create) {
            return write(apply, step, Operation.CREATE, null, create.values(), Map.of());
        }
        if (step.intent() instanceof Intent.Update update) {
            return write(apply, step, Operation.UPDATE, shadow, update.values(),
                    update.undelete() ? system.restore() : Map.of());
        }
        boolean soft = ((Intent.Delete) step.intent()).how() == DeletePolicy.SOFT;
        return soft ? write(apply, step, Operation.UPDATE, shadow, CanonicalRecord.EMPTY, system.softDelete())
                : new Mapped<>(new Write(Operation.DELETE, step.syncId(), shadow.ref().recordId(), shadow.version(), Map.of()),
                        List.of());
    }

    private Mapped<Write> write(Decision.Apply apply, Step step, Operation operation, Shadow shadow,
            CanonicalRecord canonical, Map<String, Object> flags) {
        SystemDefinition system = apply.batch().definition().system(apply.system());
        Mapping mapping = apply.batch().definition().mapping();
        CanonicalRecord outward = apply.batch().pointers.outward(apply.system(), canonical);
        Mapped<Map<String, Object>> mapped = operation == Operation.CREATE
                ? mapping.newRecord(apply.system(), outward) : mapping.fromCanonical(apply.system(), outward);
        var values = new LinkedHashMap<>(mapped.value());
        Flags.set(flags, apply.batch().now(), values);
        if (system.marker() != null) {
            system.marker().set(values, markers.of(step.syncId()));
        }
        Set<String> parts = new LinkedHashSet<>(mapping.parts(apply.system(), outward));
        parts.addAll(Flags.parts(flags));
        if (system.marker() != null && system.marker().isPart()) {
            parts.add(system.marker().text());
        }
        return new Mapped<>(new Write(operation, step.syncId(), shadow == null ? null : shadow.ref().recordId(),
                shadow == null ? null : shadow.version(), values, parts), mapped.problems());
    }
}
