package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.connector.rest.Result;
import io.syncbridge.model.SyncAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        List<Integer> open = IntStream.range(0, writes.size()).filter(i -> results.get(i) == null).boxed().toList();
        for (List<Integer> part : Parts.of(bulk.write(action, writes, open, results), RECORDS)) {
            send(action, writes, part, results);
        }
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

    /** Sends some of the writes; rows that others have locked are sent again a few times. */
    private void send(SyncAction action, List<Map<String, Object>> writes, List<Integer> part, List<Map<String, Object>> results) {
        List<Integer> open = part;
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; !open.isEmpty(); attempt++) {
            var locked = new ArrayList<Integer>();
            try {
                List<?> answers = request(action, open.stream().map(writes::get).toList());
                for (int i = 0; i < open.size(); i++) {
                    Map<?, ?> answer = i < answers.size() && answers.get(i) instanceof Map<?, ?> map ? map : Map.of();
                    SalesforceError error = error(answer);
                    if (error != null && error.isLocked() && attempt < ATTEMPTS) {
                        locked.add(open.get(i));
                    } else {
                        results.set(open.get(i), result(answer, error));
                    }
                }
            } catch (PassingException away) {
                open.forEach(i -> results.set(i, Result.passing(away.getMessage(), away.retryAfter())));
            } catch (OddAnswerException refused) {
                open.forEach(i -> results.set(i, Result.failed(refused.getMessage())));
            }
            open = locked;
            if (!open.isEmpty() && !pause(wait)) {
                open.forEach(i -> results.set(i, Result.passing("The bridge is stopping.", null)));
                return;
            }
            wait = wait.multipliedBy(2);
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

    private static SalesforceError error(Map<?, ?> answer) {
        if (Boolean.TRUE.equals(answer.get("success"))) {
            return null;
        }
        return answer.get("errors") instanceof List<?> errors && !errors.isEmpty() ? SalesforceError.of(errors.get(0))
                : new SalesforceError("", "Salesforce answered without saying what became of the record.", List.of());
    }

    private static Map<String, Object> result(Map<?, ?> answer, SalesforceError error) {
        return error == null ? Result.written(String.valueOf(answer.get("id"))) : refused(error);
    }

    /** Returns the result of a write that Salesforce refused. */
    static Map<String, Object> refused(SalesforceError error) {
        if (error.isMissing()) {
            return Result.missing();
        }
        return error.isPassing() ? Result.passing(error.words(), null) : Result.failed(error.words());
    }

    /** Says what now stands in the records that were written; if they cannot be read, that they were written is enough. */
    private void describe(List<Map<String, Object>> results) {
        List<String> written = results.stream().filter(result -> "written".equals(result.get(ReportKeys.STATUS)))
                .map(result -> result.get(ReportKeys.ID).toString()).toList();
        var records = new HashMap<Object, Map<String, Object>>();
        try {
            reading.read(written).forEach(record -> records.put(record.get(ReportKeys.ID), record));
        } catch (PassingException | OddAnswerException unread) {
            return;
        }
        results.replaceAll(result -> Objects.requireNonNullElse(records.get(result.get(ReportKeys.ID)), Map.of()).isEmpty() ? result
                : Result.written(records.get(result.get(ReportKeys.ID))));
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
