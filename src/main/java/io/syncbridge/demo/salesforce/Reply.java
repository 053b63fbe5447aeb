package io.syncbridge.demo.salesforce;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer. @param body {@code null} for none */
record Reply(int status, Map<String, String> headers, String contentType, String body) {

    static final String JSON = "application/json;charset=UTF-8";

    static Reply json(int status, Object value) {
        return new Reply(status, Map.of(), JSON, Json.text(value));
    }

    static Reply ok(Object value) {
        return json(200, value);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), null, null);
    }

    static Reply text(String contentType, String body) {
        return new Reply(200, Map.of(), contentType, body);
    }

    static Reply of(ApiException failure) {
        return json(failure.status(), failure.errors().stream().map(ApiError::inBody).toList());
    }

    Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, contentType, body);
    }
}
