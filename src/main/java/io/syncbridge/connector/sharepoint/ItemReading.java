package io.syncbridge.connector.sharepoint;

import io.syncbridge.connector.rest.Answer;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.connector.rest.Uris;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

    /** Of a list that is gone every item is "not found", and none of them was deleted. */
    private void checkListIsThere(ListInfo info) throws PassingException, OddAnswerException {
        Answer answer = client.get(info.path() + "?$select=id");
        if (!answer.isOk()) {
            list.doubt();
            answer.orThrow();
        }
    }

    /** Returns for each of the wanted the items that hold all its values, as SharePoint compares them: without case. */
    List<List<Map<String, Object>>> find(List<Map<String, Object>> wanted) throws PassingException, OddAnswerException {
        ListInfo info = known(wanted);
        var parts = new ArrayList<Part>();
        for (Map<String, Object> values : wanted) {
            parts.add(new Part("GET", info.items() + "?$expand=fields&$filter=" + Uris.escape(filter(info, values)), UNINDEXED, null));
        }
        var found = new ArrayList<List<Map<String, Object>>>();
        for (Reply reply : client.batch(parts)) {
            found.add(all(info, reply.orThrow()));
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

    static String filter(ListInfo info, Map<String, Object> values) {
        return values.entrySet().stream().map(wanted -> name(info, wanted.getKey()) + " eq "
                + literal(info.columns().get(wanted.getKey()), wanted.getValue())).collect(Collectors.joining(" and "));
    }

    private static String name(ListInfo info, String field) {
        return !info.columns().containsKey(field) && ListInfo.ITEM_LEVEL.contains(field) ? field : "fields/" + field;
    }

    private static String literal(Column column, Object value) {
        return value == null ? "null" : (column == null ? ColumnKind.OTHER : column.kind()).literal(value);
    }

    private static Map<?, ?> object(Answer answer) throws OddAnswerException {
        if (answer.json() instanceof Map<?, ?> json) {
            return json;
        }
        throw new OddAnswerException(answer.call() + " answered with something that is neither an item nor a list of items.");
    }
}
