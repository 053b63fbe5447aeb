package io.syncbridge.definition;

import io.syncbridge.definition.Endpoints.Kind;
import io.syncbridge.model.Problem;
import io.syncbridge.model.SyncAction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the address of an endpoint and its options, as a route file gives them. */
final class EndpointCheck {

    private static final Pattern OPTION = Pattern.compile("([^=&]+)(?:=(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*))?");
    /** What every endpoint takes. */
    private static final Set<String> COMMON = Set.of("exchangePattern", "lazyStartProducer", "bridgeErrorHandler", "exceptionHandler",
            "autowiredEnabled", "browseLimit");

    private static final Pattern FILLED = Pattern.compile("\\{\\{([?!]?)([^{}:]+)(?::([^{}]*))?}}");

    private final RouteContext context;
    private final Problems problems;
    private final List<String> within;

    EndpointCheck(RouteContext context, Problems problems) {
        this(context, problems, List.of());
    }

    /** @param within the Kamelets around the endpoint */
    private EndpointCheck(RouteContext context, Problems problems, List<String> within) {
        this.context = context;
        this.problems = problems;
        this.within = within;
    }

    /** @param place the option's own, or the address's where it stands in that */
    private record Option(String value, Place place) {
    }

    /**
     * An endpoint in a route file.
     *
     * @param address with scheme and path
     * @param isFrom whether a route begins with it
     */
    private record Named(String address, Map<String, Option> options, Place place, boolean isFrom) {

        String scheme() {
            return address.contains(":") ? address.substring(0, address.indexOf(':')) : "";
        }

        String path() {
            return address.substring(address.indexOf(':') + 1).replaceFirst("^//", "");
        }
    }

    /** @param text the address, perhaps with options behind it; without unset properties */
    void check(String text, Place place, Node.Entries parameters, boolean isFrom) {
        String[] parts = text.strip().split("\\?", 2);
        if (!parts[0].substring(0, Math.max(0, parts[0].indexOf(':'))).contains("${") && !parts[0].startsWith("ref:")) {
            check(new Named(parts[0].strip(), options(parts.length > 1 ? parts[1] : "", place, parameters), place, isFrom));
        }
    }

    private Map<String, Option> options(String query, Place place, Node.Entries parameters) {
        var options = new LinkedHashMap<String, Option>();
        Matcher pairs = OPTION.matcher(query);
        while (pairs.find()) {
            options.put(pairs.group(1).strip(), new Option(pairs.group(2) == null ? "" : pairs.group(2), place));
        }
        parameters.entries().forEach((name, entry) -> entry.value().asText().ifPresent(value ->
                options.put(name, new Option(context.placeholders().resolve(value).orElse(value), entry.place()))));
        return options;
    }

    private void check(Named endpoint) {
        if (endpoint.address().contains("${") && Set.of("sync", "kamelet").contains(endpoint.scheme())) {
            return;
        }
        switch (endpoint.scheme()) {
            case "kamelet" -> kamelet(endpoint);
            case "sync" -> sync(endpoint);
            case "" -> problems.report("wrong-address", endpoint.place(), "`" + endpoint.address() + "` is no address: the part before the colon is missing.",
                    "Write it as `<component>:<path>`, such as `sync:<sync>/<system>` or `timer:<name>`.");
            default -> other(endpoint);
        }
    }

    private void kamelet(Named endpoint) {
        String name = endpoint.path().split("/")[0];
        Kamelet kamelet = context.kamelets().get(name);
        if (Set.of("source", "sink").contains(name)) {
            return;
        }
        if (kamelet == null) {
            problems.report("unknown-kamelet", endpoint.place(), "There is no Kamelet `" + name + "`.", DidYouMean.cure(name, context.kamelets().keySet()));
            return;
        }
        int before = problems.count();
        options("Kamelet `" + name + "`", "parameter", endpoint, kamelet.parameters(), List.of());
        kamelet.parameters().forEach((parameter, shape) -> {
            if (shape.required() && (!endpoint.options().containsKey(parameter) || endpoint.options().get(parameter).value().isBlank())) {
                problems.report("missing-parameter", endpoint.place(), "The Kamelet `" + name + "` needs the parameter `" + parameter + "`.",
                        "Add `" + parameter + ": ...` under `parameters`.");
            }
        });
        if (problems.count() == before && !within.contains(name)) {
            kamelet.ends().forEach(end -> end(endpoint, kamelet, end));
        }
    }

    /** Checks an endpoint of the Kamelet's with the values that this route gives it. What is wrong whatever they are is the Kamelet's own mistake. */
    private void end(Named used, Kamelet kamelet, Kamelet.End end) {
        var always = new Problems();
        var inner = new Problems();
        var names = Stream.concat(within.stream(), Stream.of(kamelet.name())).toList();
        new EndpointCheck(context.within(kamelet.parameters().keySet()), always, names).check(named(used, end, text -> Optional.of(text)));
        new EndpointCheck(context, inner, names).check(named(used, end, text -> filled(text, kamelet, used).map(given -> context.placeholders().resolve(given).orElse(given))));
        Set<String> known = always.found().stream().map(Problem::message).collect(Collectors.toSet());
        inner.found().stream().filter(problem -> !known.contains(problem.message())).forEach(problem -> problems.add(problem.code(), problem.where(),
                "With these parameters the Kamelet `%s` leads to what is refused (%s): %s".formatted(kamelet.name(), end.place(), problem.message()), problem.cure()));
    }

    /** @param fill puts values in the place of parameters; nothing leaves the option out */
    private Named named(Named used, Kamelet.End end, Function<String, Optional<String>> fill) {
        String[] parts = fill.apply(end.uri().strip()).orElse("").split("\\?", 2);
        Map<String, Option> options = options(parts.length > 1 ? parts[1] : "", used.place(), new Node.Entries(used.place(), Map.of()));
        end.options().forEach((name, text) -> fill.apply(text).ifPresent(value -> options.put(name, new Option(value, placeOf(text, used)))));
        return new Named(parts[0].strip(), options, used.place(), end.isFrom());
    }

    /** Returns where the route gives the parameter that stands there alone; else where it names the Kamelet. */
    private static Place placeOf(String text, Named used) {
        Matcher parameter = FILLED.matcher(text);
        return parameter.find() && used.options().containsKey(parameter.group(2)) ? used.options().get(parameter.group(2)).place() : used.place();
    }

    private static Optional<String> filled(String text, Kamelet kamelet, Named used) {
        var filled = new StringBuilder();
        Matcher names = FILLED.matcher(text);
        while (names.find()) {
            String name = names.group(2).strip();
            Option given = used.options().get(name);
            String value = given != null ? given.value() : kamelet.defaults().getOrDefault(name, names.group(3));
            if (!kamelet.parameters().containsKey(name)) {
                value = names.group();
            } else if (value == null && names.group(1).equals("?")) {
                return Optional.empty();
            }
            names.appendReplacement(filled, Matcher.quoteReplacement(value == null ? "" : value.replaceFirst("^RAW[({](.*)[)}]$", "$1")));
        }
        return Optional.of(names.appendTail(filled).toString());
    }

    private void sync(Named endpoint) {
        String[] names = endpoint.path().split("/");
        if (names.length != 2) {
            problems.report("wrong-address", endpoint.place(), "`" + endpoint.address() + "` does not name a sync and a system.", "Write `sync:<sync>/<system>`.");
            return;
        }
        SyncDefinition sync = context.definitions().find(names[0]).orElse(null);
        if (sync == null) {
            boolean isBad = context.definitions().problems().stream().anyMatch(problem -> problem.where().startsWith(names[0] + ".sync.yaml:"));
            problems.report("unknown-sync", endpoint.place(), "There is no sync `" + names[0] + "`" + (isBad ? ", as its definition has mistakes." : "."),
                    isBad ? "Correct " + names[0] + ".sync.yaml." : DidYouMean.cure(names[0], context.definitions().syncs().stream().map(SyncDefinition::name).toList()));
        } else if (sync.system(names[1]) == null) {
            problems.report("unknown-system", endpoint.place(), "The sync `" + names[0] + "` has no system `" + names[1] + "`.",
                    DidYouMean.cure(names[1], sync.systems().keySet()));
        }
        var actions = Arrays.stream(SyncAction.values()).map(SyncAction::wireName).toList();
        options("address `sync:...`", "option", endpoint, Map.of("action", new Parameter("string", List.of("poll"), false),
                "actions", new Parameter("string", List.of(), false), "batch", new Parameter("boolean", List.of(), false)), List.of());
        Option chosen = endpoint.options().get("actions");
        for (String action : chosen == null || chosen.value().contains("{{") ? new String[0] : chosen.value().split(",")) {
            if (!actions.contains(action.strip())) {
                problems.report("wrong-value", chosen.place(), "`" + action.strip() + "` is no action of a system.", DidYouMean.cure(action.strip(), actions));
            }
        }
    }

    private void other(Named endpoint) {
        Kind kind = context.endpoints().find(endpoint.scheme()).orElse(null);
        if (kind == null && !within.isEmpty()) {
            return;
        }
        if (kind == null) {
            problems.report("unknown-component", endpoint.place(), "There is no component `" + endpoint.scheme() + "` in this program.",
                    DidYouMean.cure(endpoint.scheme(), context.endpoints().names()) + " Others need their library in the program.");
            return;
        }
        int before = problems.count();
        if (endpoint.isFrom() ? !kind.canBegin() : !kind.canEnd()) {
            problems.report("wrong-address", endpoint.place(), endpoint.isFrom() ? "No route can begin with `" + endpoint.scheme() + ":`."
                    : "Nothing can be sent to `" + endpoint.scheme() + ":`.", endpoint.isFrom() ? "Begin it with `timer:` and send to this." : "Begin a route with it: `from`.");
        }
        if (kind.needsPath() && endpoint.path().isBlank()) {
            problems.report("wrong-address", endpoint.place(), "Nothing stands behind `" + endpoint.scheme() + ":`.", "Add what it is called or where it is.");
        }
        if (kind.options() != null) {
            options("component `" + endpoint.scheme() + "`", "option", endpoint, kind.options(), kind.isOpen() ? List.of("") : kind.prefixes());
        }
        if ((kind.options() == null || !within.isEmpty()) && problems.count() == before && !uri(endpoint).contains("{{") && !uri(endpoint).contains("${")) {
            context.endpoints().failure(uri(endpoint)).ifPresent(reason -> problems.report("wrong-address", endpoint.place(),
                    "`" + endpoint.address() + "` cannot be used: " + reason, "Correct it, or the settings that it names."));
        }
    }

    private static String uri(Named endpoint) {
        var uri = new StringBuilder(endpoint.address());
        endpoint.options().forEach((name, option) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&').append(name).append('=')
                .append(option.value().startsWith("RAW") ? option.value() : "RAW(" + option.value() + ")"));
        return uri.toString();
    }

    /** Refuses options that are not there, and values that they do not take. @param prefixes of names that are free */
    private void options(String whose, String called, Named endpoint, Map<String, Parameter> known, Iterable<String> prefixes) {
        endpoint.options().forEach((name, option) -> {
            Parameter shape = known.get(name);
            if (shape != null) {
                shape.refusal(option.value()).ifPresent(cure -> problems.report("wrong-value", option.place(), "`" + option.value()
                        + "` is no value of the " + called + " `" + name + "` of the " + whose + ".", cure));
            } else if (!COMMON.contains(name) && !name.contains("{{") && !begins(name, prefixes)) {
                problems.report("unknown-" + called, option.place(), "The " + whose + " has no " + called + " `" + name + "`.",
                        DidYouMean.cure(name, known.keySet()));
            }
        });
    }

    private static boolean begins(String name, Iterable<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
