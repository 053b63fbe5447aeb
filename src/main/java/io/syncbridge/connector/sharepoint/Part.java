package io.syncbridge.connector.sharepoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request, which may go out by itself or in a {@code $batch}.
 *
 * @param path what follows {@code /v1.0}, with its query, escaped
 * @param body {@code null} for none
 */
record Part(String method, String path, Map<String, String> headers, Map<String, Object> body) {

    static Part get(String path) {
        return new Part("GET", path, Map.of(), null);
    }

    /** Returns method and path without the query, for messages. */
    String call() {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }

    Map<String, Object> json(String id) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("method", method);
        json.put("url", path);
        var all = new LinkedHashMap<String, Object>(headers);
        if (body != null) {
            all.put("Content-Type", "application/json");
            json.put("body", body);
        }
        if (!all.isEmpty()) {
            json.put("headers", all);
        }
        return json;
    }
}
