package io.syncbridge.definition;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a route file is checked against.
 *
 * @param kamelets by name, all that there are
 * @param expressions returns what is wrong with an expression in the Simple language
 */
public record RouteContext(Map<String, Kamelet> kamelets, Definitions definitions, Endpoints endpoints, Placeholders placeholders,
        Function<String, Optional<String>> expressions) {

    /** Returns the context within a Kamelet's template, whose parameters are settings too. */
    RouteContext within(Collection<String> parameters) {
        Placeholders outside = placeholders;
        return new RouteContext(kamelets, definitions, endpoints, new Placeholders() {

            @Override
            public Optional<String> resolve(String text) {
                return parameters.stream().anyMatch(name -> text.matches("(?s).*\\{\\{[?!]?" + Pattern.quote(name) + "(:[^}]*)?}}.*"))
                        ? Optional.of(text) : outside.resolve(text);
            }

            @Override
            public Collection<String> names() {
                return parameters;
            }
        }, expressions);
    }
}
