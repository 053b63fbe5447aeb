package io.syncbridge.connector.sharepoint;

import static io.syncbridge.component.ReportKeys.ID;

import io.syncbridge.connector.rest.Answer;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.connector.rest.Uris;
import io.syncbridge.model.Description;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads items by id and finds them by their values, twenty to a request. */
final class ItemReading {

    /** A list that is too large for it refuses a filter on a column without an index, and says so. */
    private static final Map<String, String> UNINDEXED = Map.of("Prefer", "HonorNonIndexedQueriesWarningMayFailRandomly");

    private final GraphClient client;
    private final SharePointList list;

    ItemReading(GraphClient client, SharePointList list) {
        this.client = client;
        this.list = list;
    }

    /** Returns the items that exist of these, with report keys. */
    List<Map<String, Object>> read(List<String> ids) throws PassingException, OddAnswerException {
        ListInfo info = list.info();
        var found = new ArrayList<Map<String, Object>>();
        boolean missing = false;
        for (Reply reply : client.batch(ids.stream().map(id -> Part.get(info.item(id) + "?$expand=fields")).toList())) {
            missing |= reply.get().isGone();
            if (!reply.get().isGone()) {
                found.add(Items.report(info, object(reply.orThrow())));
            }
        }
        if (missing) {
            checkListIsThere(info);
        }
        return found;
    }

    /** Returns what an item of the list holds now. */
    Description description() throws PassingException, OddAnswerException {
        list.doubt();
        return list.info().description();
    }

    /** Of a list that is gone every item is "not found", and none of them was deleted. */
    void checkListIsThere(ListInfo info) throws PassingException, OddAnswerException {
        Answer answer = client.get(info.path() + "?$select=id");
        if (!answer.isOk()) {
            list.doubt();
            answer.orThrow();
        }
    }

    /** Returns for each of the wanted the items that hold all its values, in other spellings too and without case. */
    List<List<Map<String, Object>>> find(List<Map<String, Object>> wanted) throws PassingException, OddAnswerException {
        ListInfo info = known(wanted);
        var filters = new ArrayList<List<String>>();
        wanted.forEach(values -> filters.add(Spelling.filters(info, values)));
        List<Reply> replies = client.batch(filters.stream().flatMap(List::stream).map(filter -> new Part("GET",
                info.items() + "?$expand=fields&$filter=" + Uris.escape(filter), UNINDEXED, null)).toList());
        var found = new ArrayList<List<Map<String, Object>>>();
        int next = 0;
        for (List<String> some : filters) {
            var items = new LinkedHashMap<Object, Map<String, Object>>();
            for (Reply reply : replies.subList(next, next + some.size())) {
                all(info, reply.orThrow()).forEach(item -> items.put(item.get(ID), item));
            }
            next += some.size();
            found.add(List.copyOf(items.values()));
        }
        return found;
    }

    /** Returns the list, asked for again where a column is wanted that is not known. */
    private ListInfo known(List<Map<String, Object>> wanted) throws PassingException, OddAnswerException {
        boolean known = wanted.stream().flatMap(values -> values.keySet().stream()).allMatch(list.info()::has);
        if (!known) {
            list.doubt();
        }
        return list.info();
    }

    private List<Map<String, Object>> all(ListInfo info, Answer first) throws PassingException, OddAnswerException {
        var found = new ArrayList<Map<String, Object>>();
        Map<?, ?> page = object(first);
        while (true) {
            if (page.get("value") instanceof List<?> items) {
                items.forEach(item -> found.add(Items.report(info, (Map<?, ?>) item)));
            }
            if (!(page.get("@odata.nextLink") instanceof String next)) {
                return found;
            }
            page = object(client.send(new Part("GET", client.path(next), UNINDEXED, null)).orThrow());
        }
    }

    private static Map<?, ?> object(Answer answer) throws OddAnswerException {
        if (answer.json() instanceof Map<?, ?> json) {
            return json;
        }
        throw new OddAnswerException(answer.call() + " answered with something that is neither an item nor a list of items.");
    }
}
