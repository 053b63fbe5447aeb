package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands have in common that print a list of the API's, page by page. */
abstract class Listing extends BridgeAction {

    private static final int PAGE = 1000;

    @Mixin
    Output output;

    @Option(names = {"-n", "--most"}, paramLabel = "N", defaultValue = "50", description = "At most so many; ${DEFAULT-VALUE} if left out.")
    int most;

    /** The list's address, without a query. */
    abstract String path();

    /** What is asked for, by the names that the API has for it; {@code null} for anything. */
    abstract Map<String, Object> query();

    abstract List<Column> columns();

    /** Says whether a row needs a person. */
    abstract boolean needsPerson(JsonNode row);

    @Override
    public Integer call() throws RefusedException {
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        JsonNode next = JsonNodeFactory.instance.nullNode();
        do {
            JsonNode page = bridge.get(path() + "?" + query(Math.min(PAGE, most - items.size()), next));
            page.path("items").forEach(items::add);
            next = page.path("next");
        } while (!next.isNull() && items.size() < most);
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("items", items);
        whole.set("next", next);
        output.print(whole, items, columns(), out);
        out.flush();
        if (!next.isNull() && !output.isJson()) {
            spec.commandLine().getErr().println("There are more: see -n.");
            spec.commandLine().getErr().flush();
        }
        return StreamSupport.stream(items.spliterator(), false).anyMatch(this::needsPerson) ? Exit.FOUND : Exit.DONE;
    }

    private String query(int size, JsonNode before) {
        var all = new LinkedHashMap<String, Object>(query());
        all.put("size", Math.max(1, size));
        all.put("before", before.isNull() ? null : before.asText());
        return all.entrySet().stream().filter(one -> one.getValue() != null)
                .map(one -> one.getKey() + "=" + Connection.escape(one.getValue().toString())).collect(Collectors.joining("&"));
    }
}
