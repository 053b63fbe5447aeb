package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.connector.rest.Result;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes two hundred records in a request, or many in bulk, each with its own outcome. Before and after them one request for two thousand
 * reads the records: to leave those alone that have changed, and to tell what stands there now.
 */
final class ObjectWriting {

    private static final int RECORDS = 200;
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    private final OrgClient client;
    private final ObjectFields fields;
    private final ObjectReading reading;
    private final String externalId;
    private final BulkWriting bulk;

    /**
     * @param externalId a unique field that takes the sync id of what is created; {@code null} for none
     * @param bulkThreshold from how many records on they are written in bulk; 0 for never
     */
    ObjectWriting(OrgClient client, ObjectFields fields, ObjectReading reading, String externalId, int bulkThreshold) {
        this.client = client;
        this.fields = fields;
        this.reading = reading;
        this.externalId = externalId;
        this.bulk = new BulkWriting(client, fields.object(), externalId, bulkThreshold);
    }

    /** Returns one result for each write, in order. */
    List<Map<String, Object>> write(SyncAction action, List<Map<String, Object>> writes) throws PassingException, OddAnswerException {
        var results = new ArrayList<Map<String, Object>>(java.util.Collections.nCopies(writes.size(), null));
        if (action != SyncAction.CREATE) {
            leaveChanged(writes, results);
        }
        if (action != SyncAction.DELETE) {
            leaveImpossible(writes, results);
        }
        List<Integer> open = IntStream.range(0, writes.size()).filter(i -> results.get(i) == null).boxed().toList();
        for (List<Integer> part : Parts.of(bulk.write(action, writes, open, results), RECORDS)) {
            send(action, writes, part, results);
        }
        confirmMissing(writes, open, results);
        if (action != SyncAction.DELETE) {
            describe(results);
        }
        return results;
    }

    /** Collections know no conditions, so that a short time is left in which somebody can change a record unseen. */
    private void leaveChanged(List<Map<String, Object>> writes, List<Map<String, Object>> results)
            throws PassingException, OddAnswerException {
        List<String> versioned = writes.stream().filter(write -> write.get(ReportKeys.VERSION) != null)
                .map(write -> write.get(ReportKeys.ID).toString()).toList();
        Map<String, Object> versions = reading.read(versioned).stream()
                .collect(Collectors.toMap(record -> record.get("Id").toString(), record -> record.get(ReportKeys.VERSION)));
        for (int i = 0; i < writes.size(); i++) {
            Object expected = writes.get(i).get(ReportKeys.VERSION);
            if (expected != null) {
                Object present = versions.get(writes.get(i).get(ReportKeys.ID).toString());
                results.set(i, present == null ? Result.missing() : present.equals(expected) ? null : Result.stale());
            }
        }
    }

    /** One value of the wrong type has the whole request refused, in words that do not name the record. */
    private void leaveImpossible(List<Map<String, Object>> writes, List<Map<String, Object>> results)
            throws PassingException, OddAnswerException {
        for (int i = 0; i < writes.size(); i++) {
            Map<String, String> mistakes = results.get(i) == null ? fields.mistakes(writes.get(i)) : Map.of();
            if (!mistakes.isEmpty()) {
                results.set(i, Result.refused(Refusal.FIELD, mistakes.keySet(), String.join(" ", mistakes.values()), null));
            }
        }
    }

    /** Sends some of the writes; rows that others have locked are sent again a few times. */
    private void send(SyncAction action, List<Map<String, Object>> writes, List<Integer> part, List<Map<String, Object>> results) {
        List<Integer> open = part;
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; !open.isEmpty(); attempt++) {
            var locked = new ArrayList<Integer>();
            var tooMany = new ArrayList<Integer>();
            try {
                List<?> answers = request(action, open.stream().map(writes::get).toList());
                for (int i = 0; i < open.size(); i++) {
                    Map<?, ?> answer = i < answers.size() && answers.get(i) instanceof Map<?, ?> map ? map : Map.of();
                    List<SalesforceError> errors = errors(answer);
                    if (attempt < ATTEMPTS && errors.stream().anyMatch(SalesforceError::isLocked)) {
                        locked.add(open.get(i));
                    } else if (open.size() > 1 && errors.stream().anyMatch(SalesforceError::isOfTheTransaction)) {
                        tooMany.add(open.get(i));
                    } else {
                        results.set(open.get(i), errors.isEmpty() ? written(String.valueOf(answer.get("id")))
                                : Refused.result(errors, action, writes.get(open.get(i))));
                    }
                }
            } catch (PassingException away) {
                open.forEach(i -> results.set(i, Result.passing(away.getMessage(), away.retryAfter())));
            } catch (RefusedException refused) {
                leaveRefused(action, writes, open, results, refused);
            } catch (OddAnswerException odd) {
                open.forEach(i -> results.set(i, Result.refused(Refusal.OURS, List.of(), odd.getMessage(), null)));
            }
            halves(tooMany).forEach(half -> send(action, writes, half, results));
            open = locked;
            if (!open.isEmpty() && !pause(wait)) {
                open.forEach(i -> results.set(i, Result.passing("The bridge is stopping.", null)));
                return;
            }
            wait = wait.multipliedBy(2);
        }
    }

    /** Of a request that was refused as a whole, finds the records that it was refused for, and sends the others. */
    private void leaveRefused(SyncAction action, List<Map<String, Object>> writes, List<Integer> open,
            List<Map<String, Object>> results, RefusedException refused) {
        SalesforceError error = refused.error();
        if (error.isAboutUnknownField()) {
            fields.forget();
        }
        List<Integer> named = open.stream().filter(i -> error.fields().stream().anyMatch(writes.get(i)::containsKey)).toList();
        boolean single = open.size() == 1 || !refused.isForItsContent();
        List<Integer> blamed = single ? open : named;
        blamed.forEach(i -> results.set(i, Refused.result(List.of(error), action, writes.get(i))));
        List<Integer> others = open.stream().filter(i -> !blamed.contains(i)).toList();
        (blamed.isEmpty() ? halves(others) : List.of(others)).forEach(some -> send(action, writes, some, results));
    }

    private static List<List<Integer>> halves(List<Integer> places) {
        return Parts.of(places, Math.max(1, (places.size() + 1) / 2));
    }

    /** What is said to be missing is looked for, since a reference to nothing is refused in the same words. */
    private void confirmMissing(List<Map<String, Object>> writes, List<Integer> sent, List<Map<String, Object>> results)
            throws OddAnswerException {
        List<Integer> doubtful = sent.stream().filter(i -> "missing".equals(results.get(i).get(ReportKeys.STATUS))).toList();
        try {
            Set<Object> there = reading.read(doubtful.stream().map(i -> writes.get(i).get(ReportKeys.ID).toString()).toList())
                    .stream().map(record -> record.get(ReportKeys.ID)).collect(Collectors.toSet());
            for (int i : doubtful) {
                results.set(i, !there.contains(writes.get(i).get(ReportKeys.ID)) ? Result.missing()
                        : Result.refused(Refusal.REFERENCE, fields.references(writes.get(i)),
                                String.valueOf(results.get(i).get(ReportKeys.ERROR)), null));
            }
        } catch (PassingException away) {
            doubtful.forEach(i -> results.set(i, Result.passing(away.getMessage(), away.retryAfter())));
        }
    }

    private List<?> request(SyncAction action, List<Map<String, Object>> writes) throws PassingException, OddAnswerException {
        return switch (action) {
            case CREATE -> externalId == null ? collection("POST", "composite/sobjects", records(writes, null))
                    : collection("PATCH", "composite/sobjects/" + fields.object() + "/" + externalId, records(writes, externalId));
            case UPDATE -> collection("PATCH", "composite/sobjects", records(writes, null));
            case DELETE -> client.call("DELETE", client.path("composite/sobjects?allOrNone=false&ids="
                    + writes.stream().map(write -> write.get(ReportKeys.ID).toString()).collect(Collectors.joining(","))), null)
                    .orThrow().list();
            default -> throw new IllegalArgumentException(action.wireName() + " writes nothing");
        };
    }

    private List<?> collection(String method, String resource, List<Map<String, Object>> records)
            throws PassingException, OddAnswerException {
        return client.call(method, client.path(resource), Map.of("allOrNone", false, "records", records)).orThrow().list();
    }

    private List<Map<String, Object>> records(List<Map<String, Object>> writes, String syncIdField) {
        return writes.stream().map(write -> {
            var record = new LinkedHashMap<String, Object>();
            record.put("attributes", Map.of("type", fields.object()));
            write.forEach((name, value) -> {
                if (!name.startsWith("@")) {
                    record.put(name, value);
                }
            });
            if (write.get(ReportKeys.ID) != null) {
                record.put("Id", write.get(ReportKeys.ID));
            }
            if (syncIdField != null) {
                record.put(syncIdField, write.get(ReportKeys.SYNC_ID));
            }
            return (Map<String, Object>) record;
        }).toList();
    }

    private static List<SalesforceError> errors(Map<?, ?> answer) {
        if (Boolean.TRUE.equals(answer.get("success"))) {
            return List.of();
        }
        return answer.get("errors") instanceof List<?> errors && !errors.isEmpty() ? errors.stream().map(SalesforceError::of).toList()
                : List.of(new SalesforceError("", "Salesforce answered without saying what became of the record.", List.of()));
    }

    /** Notes when a write was answered, by the organization's clock. */
    private Map<String, Object> written(String id) {
        return Result.written(Map.of(ReportKeys.ID, id, ReportKeys.TIME, client.now().toString()));
    }

    /**
     * Says what now stands in the records that were written; if they cannot be read, that they were written is enough. Others may
     * have changed a record before or after that, since collections know no conditions.
     */
    private void describe(List<Map<String, Object>> results) {
        List<String> written = results.stream().filter(result -> "written".equals(result.get(ReportKeys.STATUS)))
                .map(result -> result.get(ReportKeys.ID).toString()).toList();
        var records = new HashMap<Object, Map<String, Object>>();
        try {
            reading.read(written).forEach(record -> records.put(record.get(ReportKeys.ID), record));
        } catch (PassingException | OddAnswerException unread) {
            return;
        }
        results.replaceAll(result -> {
            Map<String, Object> record = records.get(result.get(ReportKeys.ID));
            return record == null ? result : fields.isChanged(record, result.get(ReportKeys.TIME)) ? Result.changed(record) : Result.readLater(record);
        });
    }

    private static boolean pause(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
