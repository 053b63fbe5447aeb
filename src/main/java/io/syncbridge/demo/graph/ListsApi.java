package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.graph.Routes.Call;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists, their columns and content types. */
class ListsApi {

    private static final int EXPANDED_ITEMS = 200;
    private static final Pattern BY_NAME = Pattern.compile("\\s*displayName eq '((?:[^']|'')*)'\\s*");

    private final Lists lists;
    private final Items items;
    private final ItemView view;

    ListsApi(Lists lists, Items items, ItemView view) {
        this.lists = lists;
        this.items = items;
        this.view = view;
    }

    void routes(Routes routes) {
        String all = "/v1.0/sites/{site}/lists";
        routes.add("GET", all, this::all)
                .add("POST", all, this::create)
                .add("GET", all + "/{list}", this::one)
                .add("GET", all + "/{list}/columns", call -> GraphAnswer.ok(OData.of(call.request(), "columns", columns(list(call)))))
                .add("POST", all + "/{list}/columns", this::addColumn)
                .add("GET", all + "/{list}/contentTypes", call -> GraphAnswer.ok(OData.of(call.request(), "contentTypes",
                        Stream.of(Json.object().put("id", "0x01").put("name", "Item").put("group", "List Content Types")
                                .put("hidden", false).put("readOnly", false).put("sealed", false)))));
    }

    /** Returns the list that a path names. @throws GraphException if there is no such site or list */
    ListInfo list(Call call) {
        Site.check(call.place("site"));
        return lists.get(call.place("list"));
    }

    private GraphAnswer all(Call call) {
        Site.check(call.place("site"));
        return GraphAnswer.ok(OData.of(call.request(), "lists", lists.all().stream()
                .filter(list -> !list.hidden()).filter(named(call.request())).map(list -> json(list, call.request()))));
    }

    private static Predicate<ListInfo> named(GraphRequest request) {
        if (!request.query().containsKey("filter")) {
            return list -> true;
        }
        Matcher filter = BY_NAME.matcher(request.query().get("filter"));
        if (!filter.matches()) {
            throw GraphException.invalid("Lists can be filtered by displayName eq 'text' only.");
        }
        return list -> list.displayName().equalsIgnoreCase(filter.group(1).replace("''", "'"));
    }

    private GraphAnswer one(Call call) {
        return GraphAnswer.ok(OData.one(call.request(), "lists", json(list(call), call.request())));
    }

    private GraphAnswer create(Call call) {
        Site.check(call.place("site"));
        ObjectNode wish = call.request().json();
        String name = wish.path("displayName").asText(wish.path("name").asText());
        if (name.isEmpty()) {
            throw GraphException.invalid("A list needs a displayName.");
        }
        var columns = new ArrayList<Column>();
        wish.path("columns").forEach(column -> columns.add(Column.of((ObjectNode) column)));
        ListInfo created = lists.create(name, false, columns);
        return GraphAnswer.of(201, OData.one(call.request(), "lists", json(created, call.request())));
    }

    private GraphAnswer addColumn(Call call) {
        Column column = lists.add(list(call), Column.of(call.request().json()));
        return GraphAnswer.of(201, OData.one(call.request(), "columns", column.definition()));
    }

    private Stream<ObjectNode> columns(ListInfo list) {
        return Stream.concat(list.columns().stream().map(Column::definition),
                ListInfo.BUILT_IN.stream().sorted().map(name -> builtIn(name.replace("LookupId", "").replaceFirst("^id$", "ID"))));
    }

    private static ObjectNode builtIn(String name) {
        return Json.object().put("columnGroup", "Base Columns").put("displayName", name).put("enforceUniqueValues", false)
                .put("hidden", name.startsWith("_")).put("id", UUID.nameUUIDFromBytes(name.getBytes()).toString())
                .put("indexed", name.equals("ID")).put("name", name).put("readOnly", true).put("required", false);
    }

    private ObjectNode json(ListInfo list, GraphRequest request) {
        ObjectNode json = Json.object().put("createdDateTime", list.created().toString()).put("description", "")
                .put("eTag", "\"" + list.id() + ",1\"").put("id", list.id()).put("lastModifiedDateTime", list.created().toString())
                .put("name", list.name()).put("webUrl", ItemView.address(list)).put("displayName", list.displayName());
        json.putObject("list").put("contentTypesEnabled", false).put("hidden", list.hidden()).put("template", "genericList");
        Map<String, Map<String, String>> expand = Expand.of(request.query().get("expand"));
        if (expand.containsKey("columns")) {
            columns(list).forEach(json.putArray("columns")::add);
        }
        if (expand.containsKey("items")) {
            items.after(list.id(), 0, EXPANDED_ITEMS)
                    .forEach(item -> json.withArrayProperty("items").add(view.item(list, item, expand.get("items"))));
        }
        return json;
    }
}
