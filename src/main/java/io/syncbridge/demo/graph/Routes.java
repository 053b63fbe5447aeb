package io.syncbridge.demo.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which request is answered by what. */
class Routes {

    /** A request and what its path says. */
    record Call(GraphRequest request, Map<String, String> places) {

        /** Returns what stands in the path at this place of the template. */
        String place(String name) {
            return places.get(name);
        }
    }

    /** The template names places in braces: {@code /v1.0/users/{user}}. */
    record Route(String method, String template, Function<Call, GraphAnswer> answer) {

        Optional<Map<String, String>> match(String path) {
            String[] expected = template.split("/");
            String[] given = path.split("/");
            if (given.length != expected.length) {
                return Optional.empty();
            }
            var places = new HashMap<String, String>();
            for (int i = 0; i < expected.length; i++) {
                if (expected[i].startsWith("{")) {
                    places.put(expected[i].substring(1, expected[i].length() - 1), given[i]);
                } else if (!expected[i].equalsIgnoreCase(given[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(places);
        }
    }

    /** A route that was found, with what the path says. */
    record Found(Route route, Map<String, String> places) {

        GraphAnswer answer(GraphRequest request) {
            return route.answer().apply(new Call(request, places));
        }

        /** Returns what kind of request it is, for counting. */
        String kind() {
            return route.method() + " " + route.template();
        }
    }

    private final List<Route> routes = new ArrayList<>();

    Routes add(String method, String template, Function<Call, GraphAnswer> answer) {
        routes.add(new Route(method, template, answer));
        return this;
    }

    /** Routes are tried in the order in which they were added. @throws GraphException if there is none */
    Found find(GraphRequest request) {
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> places = route.match(request.path());
            if (places.isPresent() && route.method().equals(request.method())) {
                return new Found(route, places.get());
            }
            known |= places.isPresent();
        }
        if (known) {
            throw new GraphException(405, "BadRequest", "Specified HTTP method is not allowed for the request target.");
        }
        String[] segments = request.path().split("/");
        throw new GraphException(400, "BadRequest", "Resource not found for the segment '"
                + (segments.length == 0 ? "" : segments[segments.length - 1]) + "'.");
    }
}
