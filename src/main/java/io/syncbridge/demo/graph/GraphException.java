package io.syncbridge.demo.graph;

import java.util.Map;

/** A request that Graph refuses, with the status and the code of its error body. */
class GraphException extends RuntimeException {

    private final int status;
    private final String code;
    private final Map<String, String> headers;

    GraphException(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    GraphException(int status, String code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = headers;
    }

    static GraphException invalid(String message) {
        return new GraphException(400, "invalidRequest", message);
    }

    static GraphException missing(String message) {
        return new GraphException(404, "itemNotFound", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Returns what the answer carries besides the headers of every answer. */
    Map<String, String> headers() {
        return headers;
    }
}
