package io.syncbridge.demo.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a request or a record, in Salesforce's words. */
record ApiError(String code, String message, List<String> fields) {

    static ApiError of(String code, String message, String... fields) {
        return new ApiError(code, message, List.of(fields));
    }

    /** As the body of a failed request shows it. */
    Map<String, Object> inBody() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("message", message);
        shown.put("errorCode", code);
        if (!fields.isEmpty()) {
            shown.put("fields", fields);
        }
        return shown;
    }

    /** As the result of one record of several shows it. */
    Map<String, Object> inResult() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("statusCode", code);
        shown.put("message", message);
        shown.put("fields", fields);
        return shown;
    }
}
