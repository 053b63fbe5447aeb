package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts requests: {@code GET /demo/graph/requests} answers {@code {"requests": n, "batchParts": n, "byKind": {"GET
 * /v1.0/sites/{site}/lists/{list}/items/delta": n, ...}, "byStatus": {"200": n, ...}}}, {@code DELETE} begins anew. A
 * {@code $batch} is one request; what is in it is counted as its parts, in {@code batchParts} and by kind.
 */
class RequestCounter {

    private final Map<String, Integer> byKind = new TreeMap<>();
    private final Map<String, Integer> byStatus = new TreeMap<>();
    private int requests;
    private int batchParts;

    synchronized void count(String kind, int status, boolean part) {
        requests += part ? 0 : 1;
        batchParts += part ? 1 : 0;
        byKind.merge(part ? "$batch: " + kind : kind, 1, Integer::sum);
        byStatus.merge(Integer.toString(status), 1, Integer::sum);
    }

    synchronized void clear() {
        byKind.clear();
        byStatus.clear();
        requests = 0;
        batchParts = 0;
    }

    synchronized ObjectNode json() {
        ObjectNode json = Json.object().put("requests", requests).put("batchParts", batchParts);
        byKind.forEach(json.putObject("byKind")::put);
        byStatus.forEach(json.putObject("byStatus")::put);
        return json;
    }
}
