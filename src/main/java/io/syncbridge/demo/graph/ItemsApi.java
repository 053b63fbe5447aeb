package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.graph.Routes.Call;
import java.util.Map;
import java.util.function.Function;

/** One item: create, read, update, delete, versions. */
class ItemsApi {

    private final ListsApi lists;
    private final Items items;
    private final ItemView view;

    ItemsApi(ListsApi lists, Items items, ItemView view) {
        this.lists = lists;
        this.items = items;
        this.view = view;
    }

    void routes(Routes routes) {
        String all = "/v1.0/sites/{site}/lists/{list}/items";
        routes.add("POST", all, this::create)
                .add("GET", all + "/{item}", call -> answer(call, 200, lists.list(call), this::current))
                .add("PATCH", all + "/{item}", call -> answer(call, 200, lists.list(call), this::update))
                .add("DELETE", all + "/{item}", this::delete)
                .add("GET", all + "/{item}/fields", call -> fields(call, this::current))
                .add("PATCH", all + "/{item}/fields", call -> fields(call, this::updateFields))
                .add("GET", all + "/{item}/versions", this::versions);
    }

    private GraphAnswer create(Call call) {
        ListInfo list = lists.list(call);
        JsonNode sent = call.request().json().path("fields");
        ObjectNode fields = merged(call.request(), list, sent).apply(list.defaults(sent));
        Item created = items.create(list, fields, Users.APPLICATION);
        ObjectNode json = view.item(list, created, Map.of("expand", "fields"));
        return GraphAnswer.tagged(201, OData.one(call.request(), what(call, "items"), json))
                .with(Map.of("Location", call.request().origin() + GraphRequest.API + "/sites/" + Site.ID + "/lists/" + list.id()
                        + "/items/" + created.id()));
    }

    private Item current(Call call) {
        return items.get(lists.list(call).id(), call.place("item"));
    }

    private Item update(Call call) {
        return update(call, call.request().json().path("fields"));
    }

    private Item updateFields(Call call) {
        return update(call, call.request().json());
    }

    private Item update(Call call, JsonNode wish) {
        ListInfo list = lists.list(call);
        return items.update(list, call.place("item"), call.request().header("If-Match"),
                merged(call.request(), list, wish)::apply, Users.APPLICATION);
    }

    /** Hyperlinks can be written only by who prefers the newer interface. */
    private static Function<ObjectNode, ObjectNode> merged(GraphRequest request, ListInfo list, JsonNode wish) {
        if (!(wish instanceof ObjectNode fields)) {
            throw GraphException.invalid("The request is malformed or incorrect.");
        }
        return kept -> list.merged(kept, fields, request.prefers("apiversion=2.1"));
    }

    private GraphAnswer delete(Call call) {
        items.delete(lists.list(call), call.place("item"), call.request().header("If-Match"));
        return GraphAnswer.noContent();
    }

    private GraphAnswer answer(Call call, int status, ListInfo list, Function<Call, Item> work) {
        ObjectNode json = view.item(list, work.apply(call), call.request().query());
        ObjectNode entity = Json.object().put("@odata.context", call.request().origin() + GraphRequest.API + "/$metadata#"
                + what(call, "items") + "/$entity");
        entity.setAll(json);
        return GraphAnswer.tagged(status, entity);
    }

    private GraphAnswer fields(Call call, Function<Call, Item> work) {
        ListInfo list = lists.list(call);
        ObjectNode entity = Json.object().put("@odata.context", call.request().origin() + GraphRequest.API + "/$metadata#"
                + what(call, "items('" + call.place("item") + "')/fields") + "/$entity");
        entity.setAll(view.fields(list, work.apply(call), call.request().query().get("select")));
        return GraphAnswer.tagged(200, entity);
    }

    private GraphAnswer versions(Call call) {
        ListInfo list = lists.list(call);
        return GraphAnswer.ok(OData.of(call.request(), what(call, "items('" + call.place("item") + "')/versions"),
                items.versions(current(call)).stream().map(version -> view.version(list, version))));
    }

    private static String what(Call call, String last) {
        return "sites('" + call.place("site") + "')/lists('" + call.place("list") + "')/" + last;
    }
}
