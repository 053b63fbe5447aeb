package io.syncbridge.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.mapping.Mapping;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Shadow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;

/** The apply branch: writes to one system what a batch's things need there, one call for each kind of write. */
@ApplicationScoped
@Named("apply")
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

    @Handler
    public void deliver(Decision.Apply apply) {
        var writes = new LinkedHashMap<Operation, List<Write>>();
        var steps = new LinkedHashMap<Operation, List<Step>>();
        List<Mapped<Write>> mapped = apply.steps().parallelStream().map(step -> write(apply, step)).toList();
        for (int i = 0; i < mapped.size(); i++) {
            Step step = apply.steps().get(i);
            Mapped<Write> write = mapped.get(i);
            if (isBlind(apply, write.value())) {
                apply.batch().answers.add(step, write.value(), new WriteResult.Stale());
            } else if (write.ok()) {
                writes.computeIfAbsent(write.value().operation(), operation -> new ArrayList<>()).add(write.value());
                steps.computeIfAbsent(write.value().operation(), operation -> new ArrayList<>()).add(step);
            } else {
                apply.batch().answers.add(step, write.value(),
                        new WriteResult.Failed(Refusal.OURS, Ledger.describe(write.problems())));
            }
        }
        writes.forEach((operation, batch) -> {
            claims.ensureLane(apply.batch().sync());
            List<WriteResult> results = meters.timer("syncbridge.delivery", "sync", apply.batch().sync(), "system", apply.system())
                    .record(() -> traces.call(apply.batch(), apply.system(), operation, batch,
                            () -> systems.write(apply.batch().sync(), apply.system(), operation, batch)));
            for (int i = 0; i < batch.size(); i++) {
                apply.batch().answers.add(steps.get(operation).get(i), batch.get(i), results.get(i));
            }
        });
    }

    /** A record whose version is not known is read before it is written, for it may have been edited since its last report. */
    private boolean isBlind(Decision.Apply apply, Write write) {
        return write.recordId() != null && write.version() == null
                && !apply.batch().read.contains(new RecordRef(apply.system(), write.recordId()))
                && systems.knows(apply.batch().sync(), apply.system(), SyncAction.READ);
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
        values.putAll(flags);
        if (system.marker() != null) {
            values.put(system.marker(), markers.of(step.syncId()));
        }
        return new Mapped<>(new Write(operation, step.syncId(), shadow == null ? null : shadow.ref().recordId(),
                shadow == null ? null : shadow.version(), values,
                mapping.parts(apply.system(), outward)), mapped.problems());
    }
}
