package io.syncbridge.pipeline;

import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Explanation;
import io.syncbridge.model.Explanation.Reason;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Write;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says with writes what the record was before, what it is to be as a whole, and where the values come from. */
record Explaining(Decision.Apply apply) {

    Mapped<Write> explained(Step step, Mapped<Write> mapped) {
        Write write = mapped.value();
        Thing thing = apply.batch().thing(step.syncId());
        Shadow shadow = thing.shadows().get(apply.system());
        Map<String, Object> before = write.operation() == Operation.CREATE || shadow == null ? null : record(shadow.values());
        Map<String, Object> after = write.operation() == Operation.DELETE ? null : write.operation() == Operation.CREATE ? write.values()
                : after(shadow, step.intent().values(), write);
        return new Mapped<>(new Write(write.operation(), write.syncId(), write.recordId(), write.version(), write.values(), write.parts(),
                new Explanation(before, after, decided(thing.base(), step, write.operation()))), mapped.problems());
    }

    private Map<String, Object> record(CanonicalRecord values) {
        return apply.batch().definition().mapping().fromCanonical(apply.system(), apply.batch().pointers.outward(apply.system(), values)).value();
    }

    /** Beside mapped values a write sets the marker and flags of its own. */
    private Map<String, Object> after(Shadow shadow, CanonicalRecord changed, Write write) {
        var after = new LinkedHashMap<>(record((shadow == null ? CanonicalRecord.EMPTY : shadow.values()).with(changed)));
        write.values().forEach((name, value) -> {
            if (!(value instanceof Map) || !after.containsKey(name)) {
                after.put(name, value);
            }
        });
        return after;
    }

    private static Map<String, Reason> decided(Base base, Step step, Operation operation) {
        var decided = new LinkedHashMap<String, Reason>();
        if (operation == Operation.DELETE && base.deletion() != null) {
            decided.put(Thing.RECORD, new Reason(base.deletion().system(), base.deletion().time(), "deleted in " + base.deletion().system()));
        }
        step.intent().values().fields().forEach(field -> {
            BaseValue value = base.fields().get(field);
            if (value != null) {
                decided.put(field, new Reason(value.system(), value.time(), value.rule()));
            }
        });
        return decided;
    }
}
