package io.syncbridge.operate.view;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.pipeline.PrivateValues;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.SyncLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Hides the values of fields that a definition calls private. That they changed, when and why is not hidden. */
@ApplicationScoped
public class Privacy {

    /** Stands in the place of a private value. */
    public static final String HIDDEN = PrivateValues.HIDDEN;

    private static final Set<String> VALUES = Set.of("from", "to", "stored", "value", "lastAgreed");

    private final Definitions definitions;

    public Privacy(Definitions definitions) {
        this.definitions = definitions;
    }

    public SyncLog.Entry hide(SyncLog.Entry row) {
        Set<String> hidden = fields(row.sync());
        if (row.details() == null || hidden.isEmpty()) {
            return row;
        }
        var details = new LinkedHashMap<>(row.details());
        details.computeIfPresent(Thing.RECORD, (name, detail) -> without(hidden, detail));
        hidden.forEach(field -> details.computeIfPresent(field, (name, detail) -> inDetail(detail)));
        return new SyncLog.Entry(row.id(), row.at(), row.sync(), row.syncId(), row.sourceSystem(), row.sourceRecordId(),
                row.targetSystem(), row.targetRecordId(), row.operation(), row.status(), row.fields(), details, row.rule(),
                row.error(), row.eventId(), row.run());
    }

    /** What a run found out about private fields is not shown at all. */
    public Finding hide(String sync, Finding finding) {
        Set<String> hidden = fields(sync);
        if (hidden.isEmpty() || !(finding.details().get("fields") instanceof Map<?, ?> shown)) {
            return finding;
        }
        var safe = new LinkedHashMap<Object, Object>();
        shown.forEach((field, detail) -> safe.put(field, hidden.contains(field) ? HIDDEN : detail));
        var details = new LinkedHashMap<>(finding.details());
        details.put("fields", safe);
        return new Finding(finding.no(), finding.kind(), finding.system(), finding.recordId(), finding.syncId(), details);
    }

    private static Object inDetail(Object detail) {
        if (!(detail instanceof Map<?, ?> map)) {
            return detail;
        }
        var hidden = new LinkedHashMap<Object, Object>();
        map.forEach((key, value) -> hidden.put(key, VALUES.contains(key) ? value(value) : inDetail(value)));
        return hidden;
    }

    /** The payload of a failed change is in the form of the system that it was meant for, or came from. */
    public Delivery hide(Delivery failure) {
        Set<String> hidden = fields(failure.sync());
        if (hidden.isEmpty() || failure.payload() == null) {
            return failure;
        }
        String system = failure.targetSystem() == null ? failure.sourceSystem() : failure.targetSystem();
        var payload = new LinkedHashMap<>(failure.payload());
        definitions.find(failure.sync()).orElseThrow().lines().stream().filter(line -> hidden.contains(line.field()))
                .filter(line -> line.bindings().containsKey(system))
                .forEach(line -> paths(line, system, payload));
        return new Delivery(failure.id(), failure.sync(), failure.syncId(), failure.targetSystem(), failure.targetRecordId(),
                failure.sourceSystem(), failure.sourceRecordId(), failure.operation(), failure.state(), failure.attempts(),
                failure.dueAt(), failure.since(), failure.lastAt(), failure.error(), payload, failure.kind(), failure.fields(),
                failure.run());
    }

    private static void paths(FieldMapping line, String system, Map<String, Object> payload) {
        for (FieldPath path : line.bindings().get(system).paths()) {
            if (path.get(payload) != null) {
                path.set(payload, HIDDEN);
            }
        }
    }

    /** Claims about a whole record may hold values of its fields. */
    public ReviewItem hide(ReviewItem review) {
        Set<String> hidden = fields(review.sync());
        if (hidden.isEmpty()) {
            return review;
        }
        UnaryOperator<Object> shown = hidden.contains(review.field()) ? Privacy::value
                : review.field().equals(Thing.RECORD) ? value -> without(hidden, value) : UnaryOperator.identity();
        return new ReviewItem(review.id(), review.sync(), review.syncId(), review.field(), review.kind(),
                shown.apply(review.lastAgreed()), review.claims().stream().map(claim -> new Claimed(claim.system(),
                        claim.recordId(), shown.apply(claim.value()), claim.time())).toList(),
                review.why(), review.openedAt(), review.state(), shown.apply(review.answer()), review.settledBy(),
                review.settledAt(), review.note(), review.run());
    }

    /** Returns the value, or what stands for it. */
    public Object value(String sync, String field, Object value) {
        return fields(sync).contains(field) ? value(value) : value;
    }

    /** Returns what is said of a whole record without private values, at any depth. */
    private static Object without(Set<String> hidden, Object value) {
        if (!(value instanceof Map<?, ?> record)) {
            return value;
        }
        var safe = new LinkedHashMap<Object, Object>();
        record.forEach((field, held) -> safe.put(field, hidden.contains(field) ? value(held) : without(hidden, held)));
        return safe;
    }

    private static Object value(Object value) {
        return value == null ? null : HIDDEN;
    }

    private Set<String> fields(String sync) {
        return definitions.find(sync).map(SyncDefinition::privateFields).orElse(Set.of());
    }
}
