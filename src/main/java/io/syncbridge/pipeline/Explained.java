package io.syncbridge.pipeline;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.policy.Claim;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The explanations in the sync log: from what to what, where a value came from, which rule decided. */
final class Explained {

    private Explained() {
    }

    /**
     * Explains a write field by field.
     *
     * @param before what the system held before; {@code null} for a create
     * @param stored what the system says that it holds now, as far as it does
     */
    static Map<String, Object> write(Thing thing, Intent intent, Shadow before, CanonicalRecord stored) {
        var details = new LinkedHashMap<String, Object>();
        CanonicalRecord values = intent.values();
        for (String field : values.fields()) {
            var detail = new LinkedHashMap<String, Object>();
            if (before != null && before.values().has(field)) {
                detail.put("from", before.values().get(field));
            }
            detail.put("to", values.get(field));
            if (stored.has(field) && !Objects.equals(stored.get(field), values.get(field))) {
                detail.put("stored", stored.get(field));
            }
            BaseValue base = thing.base().fields().get(field);
            if (base != null) {
                detail.put("origin", base.system());
                detail.put("time", base.time().toString());
                detail.put("rule", base.rule());
            }
            details.put(field, detail);
        }
        return details;
    }

    /** Names the rules behind a write. */
    static String rule(Thing thing, Intent intent) {
        if (intent instanceof Intent.Delete delete) {
            String where = thing.base().isDeleted() ? thing.base().deletion().system() : "another system";
            return "deleted in " + where + ", " + delete.how().name().toLowerCase(Locale.ROOT) + " delete here";
        }
        return intent.values().fields().stream().map(field -> rule(thing, field)).distinct().collect(Collectors.joining("; "));
    }

    /** Names the rule behind a field's value. */
    static String rule(Thing thing, String field) {
        BaseValue base = thing.base().fields().get(field);
        return base == null ? "computed" : base.rule();
    }

    static Map<String, Object> claim(Claim claim) {
        var described = new LinkedHashMap<String, Object>();
        described.put("system", claim.system());
        described.put("value", claim.value());
        if (claim.isBetween()) {
            described.put("notBefore", claim.fieldTime().toString());
        }
        described.put("time", (claim.isBetween() ? claim.deletedBy() : claim.fieldTime()).toString());
        return described;
    }
}
