package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.graph.Routes.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The items of a list: {@code $filter}, {@code $orderby}, {@code $top} and pages. */
class ItemsQuery {

    static final int PAGE = 200;
    static final int LARGEST_PAGE = 5000;
    private static final String UNINDEXED = "HonorNonIndexedQueriesWarningMayFailRandomly";

    private final ListsApi lists;
    private final Items items;
    private final ItemView view;

    ItemsQuery(ListsApi lists, Items items, ItemView view) {
        this.lists = lists;
        this.items = items;
        this.view = view;
    }

    void routes(Routes routes) {
        routes.add("GET", "/v1.0/sites/{site}/lists/{list}/items", this::query);
    }

    private GraphAnswer query(Call call) {
        ListInfo list = lists.list(call);
        Map<String, String> query = call.request().query();
        int top = top(query);
        List<Item> page = query.containsKey("orderby") ? ordered(list, call.request(), top + 1) : byId(list, call.request(), top + 1);
        ObjectNode json = Json.object().put("@odata.context", call.request().origin() + GraphRequest.API + "/$metadata#sites('"
                + call.place("site") + "')/lists('" + call.place("list") + "')/items");
        page.stream().limit(top).forEach(item -> json.withArrayProperty("value").add(view.item(list, item, query)));
        json.withArrayProperty("value");
        if (page.size() > top) {
            String token = query.containsKey("orderby") ? Integer.toString(skipped(query, "") + top)
                    : "p_ID=" + page.get(top - 1).id();
            json.put("@odata.nextLink", link(call.request(), Map.of("$skiptoken", "Paged=TRUE&" + token)));
        }
        return GraphAnswer.ok(json);
    }

    /** Returns the size of a page. @throws GraphException if {@code $top} is none */
    static int top(Map<String, String> query) {
        String top = query.getOrDefault("top", Integer.toString(PAGE));
        if (!top.matches("[1-9]\\d{0,8}")) {
            throw new GraphException(400, "BadRequest", "Invalid value '" + top + "' for $top query option found."
                    + " The $top query option requires a non-negative integer value.");
        }
        return Math.min(LARGEST_PAGE, Integer.parseInt(top));
    }

    /** Returns the address of another page of the same request. */
    static String link(GraphRequest request, Map<String, String> token) {
        var options = new LinkedHashMap<String, String>();
        request.query().forEach((name, value) -> options.put((Set.of("token", "search").contains(name) ? "" : "$") + name, value));
        options.keySet().removeAll(Set.of("token", "$skiptoken"));
        options.putAll(token);
        return request.origin() + request.path().replace(" ", "%20") + "?" + options.entrySet().stream()
                .map(option -> option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private List<Item> byId(ListInfo list, GraphRequest request, int limit) {
        Filter filter = filter(list, request);
        var page = new ArrayList<Item>();
        long skipped = skipped(request.query(), "p_ID=");
        List<Item> some;
        if (filter instanceof Filter.Compare wanted && wanted.isText()
                && list.column(wanted.name()).filter(column -> column.kind() == Kind.TEXT).isPresent()) {
            return items.holding(list.id(), wanted.name(), wanted.literal().asText()).stream().filter(item -> item.id() > skipped)
                    .limit(limit).toList();
        }
        long id = skipped;
        do {
            some = items.after(list.id(), id, LARGEST_PAGE);
            some.stream().filter(item -> filter == null || filter.test(values(list, item))).limit(limit - page.size()).forEach(page::add);
            id = some.isEmpty() ? id : some.get(some.size() - 1).id();
        } while (page.size() < limit && some.size() == LARGEST_PAGE);
        return page;
    }

    private List<Item> ordered(ListInfo list, GraphRequest request, int limit) {
        Filter filter = filter(list, request);
        return items.after(list.id(), 0, Integer.MAX_VALUE).stream().filter(item -> filter == null || filter.test(values(list, item)))
                .sorted(order(list, request)).skip(skipped(request.query(), "")).limit(limit).toList();
    }

    private Filter filter(ListInfo list, GraphRequest request) {
        if (!request.query().containsKey("filter")) {
            return null;
        }
        Filter filter = FilterReader.read(request.query().get("filter"));
        filter.names().forEach(name -> checkIndexed(list, name, request));
        return filter;
    }

    private Comparator<Item> order(ListInfo list, GraphRequest request) {
        Comparator<Item> order = null;
        for (String key : Expand.names(request.query().get("orderby"))) {
            String[] words = key.split("\\s+");
            String name = words[0].replaceFirst("^fields/", "").replaceFirst("^lastModifiedDateTime$", "Modified")
                    .replaceFirst("^createdDateTime$", "Created");
            checkIndexed(list, name, request);
            Comparator<Item> by = Comparator.comparing(item -> values(list, item).apply(name), ItemsQuery::compare);
            by = words.length > 1 && words[1].equalsIgnoreCase("desc") ? by.reversed() : by;
            order = order == null ? by : order.thenComparing(by);
        }
        return order;
    }

    /** Blank comes first, as in SharePoint. */
    private static int compare(JsonNode left, JsonNode right) {
        return left.isNumber() && right.isNumber() ? Double.compare(left.asDouble(), right.asDouble())
                : left.asText().compareToIgnoreCase(right.asText());
    }

    private void checkIndexed(ListInfo list, String name, GraphRequest request) {
        if (!list.knows(name)) {
            throw GraphException.invalid("Field '" + name + "' is not recognized");
        }
        if (!list.indexes(name) && !request.prefers(UNINDEXED)) {
            throw GraphException.invalid("Field '" + name + "' cannot be referenced in filter or orderby as it is not indexed."
                    + " Provide the 'Prefer: " + UNINDEXED + "' header to allow this, but be warned that such queries may fail"
                    + " on large lists.");
        }
    }

    private Function<String, JsonNode> values(ListInfo list, Item item) {
        ObjectNode fields = view.fields(list, item, null);
        return fields::path;
    }

    private static int skipped(Map<String, String> query, String kind) {
        String token = query.getOrDefault("skiptoken", "Paged=TRUE&" + kind + "0");
        String number = token.replaceFirst("^Paged=TRUE&" + kind, "");
        if (!number.matches("\\d{1,9}")) {
            throw GraphException.invalid("The skip token is not valid.");
        }
        return Integer.parseInt(number);
    }
}
