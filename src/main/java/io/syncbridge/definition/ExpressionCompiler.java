package io.syncbridge.definition;

import io.syncbridge.model.CanonicalRecord;
import java.util.function.Function;

/** Makes the expressions of {@code simple} fields into functions, so that the definition needs no expression language. */
@FunctionalInterface
public interface ExpressionCompiler {

    /**
     * Returns the function from a record's other canonical fields to the field's canonical value.
     *
     * @throws IllegalArgumentException saying what is wrong with the expression
     */
    Function<CanonicalRecord, Object> compile(String expression);
}
