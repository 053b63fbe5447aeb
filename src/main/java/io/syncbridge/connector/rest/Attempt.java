package io.syncbridge.connector.rest;

import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A write as far as it has come.
 *
 * @param result what counts if nothing more is heard
 * @param look looks once more whether the system shows it; {@code null} where the result is certain
 */
record Attempt(Map<String, Object> result, Callable<Attempt> look) {

    static Attempt done(Map<String, Object> result) {
        return new Attempt(result, null);
    }

    boolean isDone() {
        return look == null;
    }
}
