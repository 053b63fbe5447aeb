package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.salesforce.RecordChange.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Writes records, by Salesforce's rules, and with them the change events that tell of it. */
final class Records {

    private final OrgDatabase database;
    private final OrgClock clock;
    private final ChangeEvents events;
    private final Faults faults;

    Records(OrgDatabase database, OrgClock clock, ChangeEvents events, Faults faults) {
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.faults = faults;
    }

    private static final class RolledBack extends RuntimeException {

        private final transient List<Outcome> outcomes;

        RolledBack(List<Outcome> outcomes) {
            super("rolled back", null, false, false);
            this.outcomes = outcomes;
        }
    }

    Outcome apply(Write write, Origin origin) {
        return apply(List.of(write), false, origin).get(0);
    }

    /**
     * Does the writes in one transaction and returns what came of each, in the same order.
     *
     * @param allOrNone whether a failure of one undoes the others
     */
    List<Outcome> apply(List<? extends Write> writes, boolean allOrNone, Origin origin) {
        try {
            return database.write(handle -> {
                var changes = new ArrayList<RecordChange>();
                Set<String> twins = twins(writes);
                List<Outcome> outcomes = writes.stream().map(write -> attempt(handle, write, twins, changes, origin)).toList();
                if (allOrNone && !outcomes.stream().allMatch(Outcome::success)) {
                    throw new RolledBack(outcomes);
                }
                events.add(handle, changes, origin);
                return outcomes;
            });
        } catch (RolledBack undone) {
            return undone.outcomes.stream().map(outcome -> outcome.success() ? Outcome.failed(null, new ApiException(400,
                    "ALL_OR_NONE_OPERATION_ROLLED_BACK", "Record rolled back because not all records were valid and the"
                            + " request was using AllOrNone header")) : outcome).toList();
        }
    }

    /** Returns the external ids that stand for more than one of the writes. */
    private static Set<String> twins(List<? extends Write> writes) {
        var seen = new HashSet<String>();
        return writes.stream().map(Records::externalId).filter(id -> !id.isEmpty() && !seen.add(id)).collect(Collectors.toSet());
    }

    private static String externalId(Write write) {
        return write instanceof Write.Upsert upsert && upsert.value() != null && upsert.key().type() != FieldType.ID
                ? upsert.value().toLowerCase(Locale.ROOT) : "";
    }

    private Outcome attempt(Handle handle, Write write, Set<String> twins, List<RecordChange> changes, Origin origin) {
        try {
            if (twins.contains(externalId(write))) {
                Write.Upsert twin = (Write.Upsert) write;
                throw new ApiException(400, "DUPLICATE_VALUE", "Duplicate external id specified: " + twin.value(), twin.key().name());
            }
            faults.hit(Fault.Kind.ROW_LOCK, "write").ifPresent(fault -> {
                throw new ApiException(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record");
            });
            faults.hit(Fault.Kind.RECORD_ERROR, "write " + write).ifPresent(fault -> {
                throw fault.error();
            });
            if (write instanceof Write.Create create) {
                return create(handle, create.object(), create.values(), changes, origin);
            } else if (write instanceof Write.Update update) {
                return update(handle, update.object(), id(update.id()), update.values(), changes, origin);
            } else if (write instanceof Write.Upsert upsert) {
                return upsert(handle, upsert, changes, origin);
            } else if (write instanceof Write.Delete delete) {
                return delete(handle, id(delete.id()), false, changes);
            } else if (write instanceof Write.HardDelete delete) {
                return delete(handle, id(delete.id()), true, changes);
            }
            return undelete(handle, id(((Write.Undelete) write).id()), changes);
        } catch (ApiException refused) {
            return Outcome.failed(null, refused);
        }
    }

    private static String id(String text) {
        if (text == null || text.isBlank()) {
            throw new ApiException(400, "MISSING_ARGUMENT", "Id not specified in an update call");
        }
        return Ids.valid(text).orElseThrow(() -> new ApiException(400, "MALFORMED_ID", "malformed id " + text));
    }

    private Outcome create(Handle handle, SObject object, ObjectNode sent,
            List<RecordChange> changes, Origin origin) {
        if (sent.has("Id") || sent.has("id")) {
            throw new ApiException(400, "INVALID_FIELD", "The Id field should not be specified in the sobject data.");
        }
        Map<String, Object> values = Validation.read(object, sent, true);
        refuseConflicts(handle, object, null, values);
        var row = new LinkedHashMap<String, Object>();
        object.fields().forEach(field -> row.put(field.name(), values.get(field.name())));
        row.put("Id", Rows.nextId(handle, object));
        row.put("IsDeleted", false);
        row.putIfAbsent("OwnerId", Ids.USER);
        row.put("CreatedDate", now());
        row.put("CreatedById", origin.user());
        stamp(object, row, row, origin);
        Rows.insert(handle, object, row);
        changes.add(new RecordChange(Kind.CREATE, object, (String) row.get("Id"), told(row)));
        return new Outcome((String) row.get("Id"), true, null);
    }

    private Outcome update(Handle handle, SObject object, String id, ObjectNode sent,
            List<RecordChange> changes, Origin origin) {
        Map<String, Object> row = existing(handle, object, id);
        var body = sent.deepCopy();
        body.remove(List.of("Id", "id"));
        Map<String, Object> values = Validation.read(object, body, false);
        refuseConflicts(handle, object, id, values);
        var changed = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> {
            if (!Objects.equals(row.get(name), value)) {
                changed.put(name, value);
            }
        });
        boolean differs = !changed.isEmpty();
        row.putAll(changed);
        stamp(object, row, changed, origin);
        Rows.update(handle, object, id, changed);
        if (differs) {
            changed.remove("SystemModstamp");
            changed.remove("LastModifiedById");
            changes.add(new RecordChange(Kind.UPDATE, object, id, changed));
        }
        return new Outcome(id, false, null);
    }

    private Outcome upsert(Handle handle, Write.Upsert upsert, List<RecordChange> changes, Origin origin) {
        SObject object = upsert.object();
        if (upsert.key().type() == FieldType.ID) {
            return upsert.value() == null ? create(handle, object, upsert.values(), changes, origin)
                    : update(handle, object, id(upsert.value()), upsert.values(), changes, origin);
        }
        if (upsert.value() == null || upsert.value().isBlank()) {
            throw new ApiException(400, "MISSING_ARGUMENT", upsert.key().name() + " not specified");
        }
        List<String> found = Rows.findBy(handle, object, upsert.key(), upsert.value()).stream()
                .filter(row -> !(boolean) row.get("IsDeleted")).map(row -> (String) row.get("Id")).toList();
        if (found.size() > 1) {
            throw new ApiException(300, "DUPLICATE_EXTERNAL_ID", "More than one record found for external id field: " + found);
        }
        var values = upsert.values().deepCopy().put(upsert.key().name(), upsert.value());
        return found.isEmpty() ? create(handle, object, values, changes, origin) : update(handle, object, found.get(0), values, changes, origin);
    }

    private Outcome delete(Handle handle, String id, boolean forever, List<RecordChange> changes) {
        SObject object = Schema.ofId(id).orElseThrow(ApiException::missing);
        boolean inBin = Rows.find(handle, object, id).map(row -> (boolean) row.get("IsDeleted")).orElse(false);
        if (!inBin || !forever) {
            existing(handle, object, id);
            changes.add(new RecordChange(Kind.DELETE, object, id, Map.of()));
        }
        if (forever) {
            Rows.erase(handle, object, id);
        } else {
            Rows.update(handle, object, id, Map.of("IsDeleted", true, "SystemModstamp", now()));
        }
        return new Outcome(id, false, null);
    }

    private Outcome undelete(Handle handle, String id, List<RecordChange> changes) {
        SObject object = Schema.ofId(id).orElseThrow(ApiException::missing);
        Map<String, Object> row = Rows.find(handle, object, id).filter(found -> (boolean) found.get("IsDeleted"))
                .orElseThrow(() -> new ApiException(400, "UNDELETE_FAILED",
                        "Entity is not in the recycle bin or you do not have permission to undelete it"));
        refuseConflicts(handle, object, id, row);
        row.put("IsDeleted", false);
        row.put("SystemModstamp", now());
        Rows.update(handle, object, id, row);
        changes.add(new RecordChange(Kind.UNDELETE, object, id, told(row)));
        return new Outcome(id, false, null);
    }

    private static Map<String, Object> existing(Handle handle, SObject object, String id) {
        Map<String, Object> row = Rows.find(handle, object, id).orElseThrow(() ->
                new ApiException(404, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
        if ((boolean) row.get("IsDeleted")) {
            throw new ApiException(404, "ENTITY_IS_DELETED", "entity is deleted");
        }
        return row;
    }

    private static void refuseConflicts(Handle handle, SObject object, String id, Map<String, Object> values) {
        for (Field field : object.fields()) {
            Object value = values.get(field.name());
            if (value != null && field.unique()) {
                Rows.findBy(handle, object, field, value).stream()
                        .filter(other -> !(boolean) other.get("IsDeleted") && !other.get("Id").equals(id)).findFirst().ifPresent(other -> {
                            throw new ApiException(400, "DUPLICATE_VALUE", "duplicate value found: " + field.name()
                                    + " duplicates value on record with id: " + ((String) other.get("Id")).substring(0, 15));
                        });
            }
            if (value != null && field.references() != null
                    && Rows.find(handle, Schema.named(field.references()), (String) value).isEmpty()) {
                throw new ApiException(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field.name());
            }
        }
    }

    private void stamp(SObject object, Map<String, Object> row, Map<String, Object> changed, Origin origin) {
        if (object == Schema.CONTACT) {
            String first = (String) row.get("FirstName");
            changed.put("Name", first == null ? row.get("LastName") : first + " " + row.get("LastName"));
        }
        changed.put("LastModifiedDate", now());
        changed.put("LastModifiedById", origin.user());
        changed.put("SystemModstamp", now());
    }

    private static Map<String, Object> told(Map<String, Object> row) {
        var told = new LinkedHashMap<>(row);
        told.keySet().removeAll(List.of("Id", "IsDeleted", "SystemModstamp"));
        told.values().removeIf(Objects::isNull);
        return told;
    }

    private Object now() {
        return Times.column(clock.now());
    }
}
