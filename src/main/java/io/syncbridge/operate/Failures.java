package io.syncbridge.operate;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Choice.BadChoiceException;
import io.syncbridge.store.Deliveries.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people may do about a failed change beyond trying it again. */
@ApplicationScoped
public class Failures {

    private final Definitions definitions;
    private final Actions actions;

    public Failures(Definitions definitions, Actions actions) {
        this.definitions = definitions;
        this.actions = actions;
    }

    /**
     * Gives fields other values, everywhere, and delivers again.
     *
     * @param fields canonical values by field
     * @throws BadChoiceException if a system cannot hold a value, or the failure is a report that could not be read
     */
    public void edit(Delivery failure, Map<String, Object> fields, String person) {
        SyncDefinition sync = definitions.find(failure.sync())
                .orElseThrow(() -> new BadChoiceException("Sync " + failure.sync() + " is not running."));
        if (failure.syncId() == null || failure.targetSystem() == null) {
            throw new BadChoiceException("What " + failure.sourceSystem() + " reported cannot be edited here; correct record "
                    + failure.sourceRecordId() + " there.");
        }
        var values = new LinkedHashMap<String, Object>();
        fields.forEach((field, value) -> values.put(field, Choice.canonical(sync, field, value)));
        if (values.isEmpty()) {
            throw new BadChoiceException("Say which fields get which values.");
        }
        actions.edit(sync, failure, values, person);
    }
}
