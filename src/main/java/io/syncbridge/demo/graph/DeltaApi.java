package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.graph.Routes.Call;
import java.util.List;
import java.util.Map;

/** What has changed in a list since a token was handed out. */
class DeltaApi {

    private final ListsApi lists;
    private final Items items;
    private final ItemView view;
    private final Faults faults;

    DeltaApi(ListsApi lists, Items items, ItemView view, Faults faults) {
        this.lists = lists;
        this.items = items;
        this.view = view;
        this.faults = faults;
    }

    void routes(Routes routes) {
        routes.add("GET", "/v1.0/sites/{site}/lists/{list}/items/delta", this::delta);
    }

    private GraphAnswer delta(Call call) {
        ListInfo list = lists.list(call);
        DeltaToken token = token(call, list);
        int top = ItemsQuery.top(call.request().query());
        List<Item> page = token.isLatest() ? List.of() : items.changedAfter(list.id(), token.change(), token.silent(), top + 1);
        ArrayNode values = Json.array();
        page.stream().limit(top).forEach(item -> values.add(show(call, list, item)));
        if (!values.isEmpty() && faults.strikes(Fault.REPEATED_ITEMS, call.request())) {
            values.add(values.get(0).deepCopy());
        }
        ObjectNode json = Json.object().put("@odata.context", call.request().origin() + GraphRequest.API
                + "/$metadata#Collection(listItem)");
        json.set("value", values);
        if (page.size() > top) {
            return GraphAnswer.ok(json.put("@odata.nextLink", ItemsQuery.link(call.request(),
                    Map.of("$skiptoken", token.at(page.get(top - 1).change()).text()))));
        }
        long last = token.isLatest() ? items.latestChange(list.id()) : token.end(page);
        return GraphAnswer.ok(json.put("@odata.deltaLink", ItemsQuery.link(call.request(),
                Map.of("token", DeltaToken.since(list.id(), last).text()))));
    }

    private DeltaToken token(Call call, ListInfo list) {
        Map<String, String> query = call.request().query();
        String text = query.getOrDefault("skiptoken", query.get("token"));
        if (text == null || text.isEmpty()) {
            return DeltaToken.everything(list.id(), items.latestChange(list.id()));
        }
        if (text.equals("latest")) {
            return DeltaToken.LATEST;
        }
        DeltaToken token = DeltaToken.read(text);
        if (faults.strikes(Fault.RESYNC, call.request())) {
            throw resync(call, list);
        }
        if (!token.list().equals(list.id())) {
            throw GraphException.invalid("The token is not of this list.");
        }
        return token;
    }

    private GraphException resync(Call call, ListInfo list) {
        String fresh = ItemsQuery.link(call.request(), Map.of("$skiptoken",
                DeltaToken.everything(list.id(), items.latestChange(list.id())).text()));
        return new GraphException(410, "resyncRequired", "Resync required. Replace any local items with the server's version"
                + " (including deletes) if you're sure that the service was up to date with your local changes when you last sync'd."
                + " Upload any local changes that the server doesn't know about.", Map.of("Location", fresh));
    }

    private ObjectNode show(Call call, ListInfo list, Item item) {
        return item.deleted() ? view.deleted(list, item) : view.item(list, item, call.request().query());
    }
}
