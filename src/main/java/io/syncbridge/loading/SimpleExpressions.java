package io.syncbridge.loading;

import io.syncbridge.component.Plain;
import io.syncbridge.definition.ExpressionCompiler;
import io.syncbridge.model.CanonicalRecord;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultExchange;

/** Computed fields in Camel's Simple language; the canonical record is the body: {@code ${body[firstName]}}. */
@Singleton
public class SimpleExpressions implements ExpressionCompiler {

    private final CamelContext camel;

    public SimpleExpressions(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Function<CanonicalRecord, Object> compile(String text) {
        Expression expression;
        try {
            expression = camel.resolveLanguage("simple").createExpression(text);
            expression.init(camel);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(Plain.sentence(Plain.reason(e)), e);
        }
        return record -> {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody(record.values());
            String value = expression.evaluate(exchange, String.class);
            return value == null || value.isBlank() ? null : value;
        };
    }
}
