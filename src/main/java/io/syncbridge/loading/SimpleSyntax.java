package io.syncbridge.loading;

import io.syncbridge.component.Plain;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** Says what is wrong with an expression in Camel's Simple language. */
final class SimpleSyntax implements Function<String, Optional<String>> {

    private final CamelContext camel;

    SimpleSyntax(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Optional<String> apply(String expression) {
        try {
            camel.resolveLanguage("simple").createExpression(expression);
            return Optional.empty();
        } catch (RuntimeException refused) {
            return Optional.of(Plain.sentence(Plain.reason(refused)));
        }
    }
}
