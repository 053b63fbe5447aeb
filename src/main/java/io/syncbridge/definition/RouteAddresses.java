package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that the routes of all files begin with and send to, and what is missing among them. */
public final class RouteAddresses {

    /** Nothing asks a system for its edits; it is the code of a problem with which a sync can run. */
    public static final String NEVER_POLLED = "never-polled";

    private static final Pattern SYNC = Pattern.compile("sync:(?://)?([\\w.-]+/[\\w.-]+)");
    private static final Set<String> INNER = Set.of("direct", "seda");

    /** What the routes of a part send to, by the part's beginning: {@code sync:contacts/crm}. */
    private final Map<String, Beginning> beginnings = new LinkedHashMap<>();
    private final Map<String, Place> targets = new LinkedHashMap<>();
    private final Set<String> fed = new LinkedHashSet<>();
    private List<String> part = new ArrayList<>();
    private boolean isOpen;

    private record Beginning(Place place, List<String> targets) {
    }

    /** Adds an address, and reports a second route that answers for a system. */
    void add(String uri, Place place, boolean isFrom, Problems problems) {
        String address = uri.strip().split("\\?")[0].replace("://", ":");
        if (address.contains("${")) {
            isOpen |= address.matches("(sync|direct|seda):.*|\\$.*");
        } else if (isFrom) {
            Beginning other = beginnings.putIfAbsent(address, new Beginning(place, part));
            if (other != null && address.startsWith("sync:")) {
                problems.report("system-taken", place, "Two routes begin with `" + address + "`, the other in " + other.place() + ".",
                        "Keep one: a system has one route.");
            }
        } else {
            part.add(address);
            targets.putIfAbsent(address, place);
            if (address.startsWith("sync:")) {
                fed.add(address.substring("sync:".length()));
            }
        }
    }

    /** Adds a text that may name systems within an expression. */
    void text(String text) {
        if (!text.startsWith("sync:")) {
            Matcher named = SYNC.matcher(text);
            while (named.find()) {
                fed.add(named.group(1));
            }
            isOpen |= text.contains("sync:$") || text.contains("sync:'") || text.contains("sync:\"");
        }
    }

    /** Adds a route file in another form than YAML, of which only the addresses are looked at. */
    public void file(String text) {
        Matcher named = SYNC.matcher(text);
        while (named.find()) {
            fed.add(named.group(1));
            beginnings.putIfAbsent("sync:" + named.group(1), new Beginning(new Place("", 1, 1), List.of()));
        }
        isOpen = true;
    }

    void endPart() {
        part = new ArrayList<>();
    }

    /**
     * Returns systems without a route, systems whose edits nothing asks for, and routes that nothing begins.
     *
     * @param isFed whether a system, {@code sync/system}, with a route to these addresses brings in its changes by itself
     * @param others what routes from elsewhere begin with
     */
    public List<Problem> missing(Definitions definitions, BiPredicate<String, Collection<String>> isFed, Collection<String> others) {
        var problems = new Problems();
        for (SyncDefinition sync : definitions.syncs()) {
            sync.systems().values().forEach(system -> system(sync, system, isFed, others, problems));
        }
        targets.forEach((address, place) -> {
            String scheme = address.split(":")[0];
            if (INNER.contains(scheme) && !isOpen && !beginnings.containsKey(address) && !others.contains(address)) {
                problems.report("no-beginning", place, "No route begins with `" + address + "`, so nothing takes what is sent there.",
                        DidYouMean.nearest(address, beginnings.keySet()).map(near -> "Did you mean `" + near + "`? ").orElse("")
                                + "Add a route that begins with it.");
            }
        });
        return problems.found();
    }

    private void system(SyncDefinition sync, SystemDefinition system, BiPredicate<String, Collection<String>> isFed, Collection<String> others,
            Problems problems) {
        String name = sync.name() + "/" + system.name();
        Beginning route = beginnings.get("sync:" + name);
        if (route == null && !others.contains("sync:" + name)) {
            problems.add("no-route", sync.systemPlaces().get(system.name()), "No route begins with `sync:" + name + "`, so the bridge cannot reach `" + system.name() + "`.",
                    "Add one to " + sync.name() + ".camel.yaml: `from: {uri: \"sync:" + name + "\", steps: [...]}`.");
        }
        boolean counts = sync.policy().fields().values().stream().anyMatch(field -> field.sources().contains(system.name()));
        if (counts && !isOpen && !fed.contains(name) && !isFed.test(name, route == null ? List.of() : route.targets())) {
            problems.add(NEVER_POLLED, sync.systemPlaces().get(system.name()), "Nothing polls `" + system.name() + "` of `" + sync.name()
                    + "`, and nothing sends its changes: edits there are not seen.", "Add a route from a timer with `to: \"sync:" + name
                            + "?action=poll\"`, or let it send webhooks: `bridge.webhooks.\"" + name + "\".keys=...`.");
        }
    }
}
