package io.syncbridge.connector.sharepoint;

import static io.syncbridge.component.ReportKeys.ID;
import static io.syncbridge.component.ReportKeys.KIND;
import static io.syncbridge.component.ReportKeys.PARTS;
import static io.syncbridge.component.ReportKeys.STATUS;
import static io.syncbridge.component.ReportKeys.SYNC_ID;
import static io.syncbridge.component.ReportKeys.VERSION;

import io.syncbridge.connector.rest.Answer;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.connector.rest.Result;
import io.syncbridge.mapping.Parts;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Carries out writes, twenty to a request, and says of each what became of it. */
final class ItemWriting {

    private static final Map<String, String> LINKS = Map.of("Prefer", "apiversion=2.1");

    private final GraphClient client;
    private final SharePointList list;
    private final ItemReading reading;
    private final String externalId;

    /** @param externalId the column that takes the sync id of an item that the bridge creates; {@code null} for none */
    ItemWriting(GraphClient client, SharePointList list, ItemReading reading, String externalId) {
        this.client = client;
        this.list = list;
        this.reading = reading;
        this.externalId = externalId;
    }

    /** A write on its way: the request for it, and then its result. */
    private static final class Pending {

        private final Map<String, Object> write;
        private Map<String, Object> fields;
        private Map<String, Object> beside = Map.of();
        private Map<String, Object> result;

        private Pending(Map<String, Object> write) {
            this.write = write;
        }

        private boolean isOpen() {
            return result == null;
        }
    }

    /**
     * Returns the results of creates, updates or deletes in the same order, as the {@code sync} component shapes them.
     *
     * @throws PassingException if the list cannot be asked for, so that nothing was written
     * @throws OddAnswerException likewise, for a reason that does not pass
     */
    List<Map<String, Object>> write(SyncAction action, List<Map<String, Object>> writes)
            throws PassingException, OddAnswerException {
        List<Pending> all = writes.stream().map(Pending::new).toList();
        ListInfo info = known(all);
        switch (action) {
            case CREATE -> create(info, prepared(info, all));
            case UPDATE -> {
                readBeside(all);
                send(info, prepared(info, all), pending -> change(info, pending, id(pending), version(pending)));
            }
            case DELETE -> send(info, all,
                    pending -> new Part("DELETE", info.item(id(pending)), ifMatch(version(pending)), null));
            default -> throw new IllegalArgumentException(action + " is no write");
        }
        confirmMissing(info, all);
        return all.stream().map(pending -> pending.result).toList();
    }

    /** SharePoint takes a column's value as a whole, so that a write of a part needs the parts beside it, as they stand in that version. */
    private void readBeside(List<Pending> updates) throws PassingException, OddAnswerException {
        List<Pending> partial = updates.stream().filter(pending -> pending.write.get(PARTS) != null).toList();
        Map<Object, Map<String, Object>> items = reading.read(partial.stream().map(ItemWriting::id).distinct().toList()).stream()
                .collect(Collectors.toMap(item -> item.get(ID), item -> item));
        partial.forEach(pending -> pending.beside = items.getOrDefault(id(pending), Map.of()));
    }

    /** Of a list that is gone every item is "not found", and none of them was deleted. */
    private void confirmMissing(ListInfo info, List<Pending> all) {
        List<Pending> missing = all.stream().filter(pending -> "missing".equals(pending.result.get(STATUS))).toList();
        try {
            if (!missing.isEmpty()) {
                reading.checkListIsThere(info);
            }
        } catch (PassingException | OddAnswerException gone) {
            missing.forEach(pending -> pending.result = Result.passing(gone.getMessage(), null));
        }
    }

    private void create(ListInfo info, List<Pending> creates) throws PassingException, OddAnswerException {
        if (externalId != null && !creates.isEmpty() && !info.columns().get(externalId).unique()) {
            takeOver(info, creates);
        }
        send(info, creates.stream().filter(Pending::isOpen).toList(),
                pending -> new Part("POST", info.items(), headers(info, pending, null), Map.of("fields", pending.fields)));
        if (externalId != null) {
            takeOver(info, creates.stream().filter(ItemWriting::isDuplicate).toList());
        }
    }

    /**
     * Looks for items that an earlier try has created. One that nobody has touched since gets the values; one that was
     * edited is taken as it stands, and what differs in it is an edit.
     */
    private void takeOver(ListInfo info, List<Pending> doubtful) throws PassingException, OddAnswerException {
        if (doubtful.isEmpty()) {
            return;
        }
        var found = reading.find(doubtful.stream().map(pending -> Map.of(externalId, pending.write.get(SYNC_ID))).toList());
        var untouched = new LinkedHashMap<Pending, Map<String, Object>>();
        for (int i = 0; i < doubtful.size(); i++) {
            if (found.get(i).isEmpty()) {
                continue;
            }
            Map<String, Object> item = found.get(i).get(0);
            doubtful.get(i).result = Result.changed(item);
            if (item.get("createdDateTime") != null && item.get("createdDateTime").equals(item.get("lastModifiedDateTime"))) {
                untouched.put(doubtful.get(i), item);
            }
        }
        send(info, List.copyOf(untouched.keySet()), pending -> change(info, pending, (String) untouched.get(pending).get(ID),
                (String) untouched.get(pending).get(VERSION)));
        untouched.forEach((pending, item) -> {
            if ("stale".equals(pending.result.get("@status"))) {
                pending.result = Result.passing("The item " + item.get(ID) + " was edited while it was taken over.", null);
            }
        });
    }

    private static boolean isDuplicate(Pending pending) {
        return Refusal.UNIQUE.wireName().equals(pending.result.get(KIND));
    }

    /** Returns the list, asked for again where a column is written that is not known, for it may be new. */
    private ListInfo known(List<Pending> all) throws PassingException, OddAnswerException {
        if (!all.stream().flatMap(pending -> values(pending).keySet().stream()).allMatch(list.info()::has)) {
            list.doubt();
        }
        return list.info();
    }

    /** Converts the values, and returns the writes whose columns can be written. */
    private List<Pending> prepared(ListInfo info, List<Pending> all) {
        for (Pending pending : all) {
            Map<String, String> mistakes = info.mistakes(values(pending));
            if (mistakes.isEmpty()) {
                pending.fields = info.written(values(pending));
            } else {
                pending.result = Result.refused(Refusal.FIELD, mistakes.keySet(), String.join(" ", mistakes.values()), null);
            }
        }
        return all.stream().filter(Pending::isOpen).toList();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> values(Pending pending) {
        var values = new LinkedHashMap<String, Object>();
        pending.write.forEach((key, value) -> {
            if (!key.startsWith("@")) {
                values.put(key, value);
            }
        });
        if (externalId != null && pending.write.get(ID) == null) {
            values.put(externalId, pending.write.get(SYNC_ID));
        }
        return pending.beside.isEmpty() ? values
                : Parts.over(pending.beside, values, (Collection<String>) pending.write.get(PARTS));
    }

    private static Part change(ListInfo info, Pending pending, String id, String version) {
        return new Part("PATCH", info.item(id) + "/fields", headers(info, pending, version), pending.fields);
    }

    private static Map<String, String> headers(ListInfo info, Pending pending, String version) {
        var headers = new LinkedHashMap<>(ifMatch(version));
        if (info.holdLinks(pending.fields)) {
            headers.putAll(LINKS);
        }
        return headers;
    }

    private static Map<String, String> ifMatch(String version) {
        return version == null ? Map.of() : Map.of("If-Match", version);
    }

    private void send(ListInfo info, List<Pending> writes, Function<Pending, Part> request) {
        List<Part> parts = writes.stream().map(request).toList();
        List<Reply> replies = client.batch(parts);
        for (int i = 0; i < writes.size(); i++) {
            writes.get(i).result = result(info, writes.get(i), parts.get(i), replies.get(i));
        }
    }

    private Map<String, Object> result(ListInfo info, Pending pending, Part part, Reply reply) {
        try {
            Answer answer = reply.get();
            return answer.isOk() ? written(info, pending, answer) : refused(info, pending, part, answer);
        } catch (PassingException away) {
            return Result.passing(away.getMessage(), away.retryAfter());
        } catch (OddAnswerException odd) {
            return Result.refused(Refusal.OURS, Set.of(), odd.getMessage(), null);
        }
    }

    private static Map<String, Object> written(ListInfo info, Pending pending, Answer answer) throws OddAnswerException {
        if (!answer.hasBody() && pending.write.get(ID) != null) {
            return Result.written(String.valueOf(pending.write.get(ID)));
        }
        if (!(answer.json() instanceof Map<?, ?> json)) {
            throw new OddAnswerException(answer.call() + " was done, but answered with something that is no item.");
        }
        return Result.written(answer.call().startsWith("POST") ? Items.report(info, json)
                : Items.reportFields(info, String.valueOf(json.get("id") == null ? pending.write.get(ID) : json.get("id")), json));
    }

    private Map<String, Object> refused(ListInfo info, Pending pending, Part part, Answer answer) {
        boolean creates = part.method().equals("POST");
        if (answer.status() == 404 && !creates) {
            return Result.missing();
        }
        if (answer.status() == 412 && !creates) {
            return Result.stale();
        }
        Refusal kind = GraphErrors.kind(answer);
        if (answer.status() == 400 || answer.status() == 404) {
            list.doubt();
        }
        if (kind.isPassing() || pending.fields == null) {
            return Result.refused(kind, Set.of(), answer.words(), answer.retryAfter());
        }
        if (answer.status() == 404) {
            return Result.passing(answer.sentence() + " The list may be gone.", null);
        }
        Set<String> columns = GraphErrors.columns(answer, info, pending.fields.keySet());
        return Result.refused(kind == Refusal.RECORD && !columns.isEmpty() ? Refusal.FIELD : kind, columns, answer.sentence()
                + " The write set " + pending.fields.keySet().stream().filter(field -> !field.contains("@")).sorted().collect(Collectors.joining(", "))
                + ".", null);
    }

    private static String id(Pending pending) {
        return Objects.requireNonNull(pending.write.get(ID), "The write holds no " + ID + ".").toString();
    }

    private static String version(Pending pending) {
        return (String) (pending.write.get(VERSION) != null ? pending.write.get(VERSION) : pending.beside.get(VERSION));
    }
}
