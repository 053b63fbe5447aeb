package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request, whether it came by itself or as a part of a {@code $batch}.
 *
 * @param path what follows {@code /demo/graph}, decoded, such as {@code /v1.0/sites/demo}
 * @param query the decoded query options; names without the {@code $}, which Graph lets one leave out
 * @param headers by name, in any case
 * @param origin the address that {@code path} stands under, for links in answers
 */
record GraphRequest(String method, String path, Map<String, String> query, Map<String, String> headers, String body,
        String origin) {

    static final String API = "/v1.0";

    /** Reads a request. @param target path and query as they stand in the request, encoded */
    static GraphRequest of(String method, String target, Map<String, String> headers, String body, String origin) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        var folded = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        folded.putAll(headers);
        return new GraphRequest(method.toUpperCase(Locale.ROOT), decode(path.replace("+", "%2B")),
                pairs(mark < 0 ? "" : target.substring(mark + 1)), folded, body, origin);
    }

    /** Reads {@code a=b&c=d}, as it stands in queries and forms. @throws GraphException if it cannot be decoded */
    static Map<String, String> pairs(String text) {
        var pairs = new LinkedHashMap<String, String>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                pairs.put(name.startsWith("$") ? name.substring(1) : name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            throw new GraphException(400, "BadRequest", "The request URI is not valid: " + unreadable.getMessage());
        }
    }

    String header(String name) {
        return headers.get(name);
    }

    boolean prefers(String preference) {
        return header("Prefer") != null && header("Prefer").toLowerCase(Locale.ROOT).contains(preference.toLowerCase(Locale.ROOT));
    }

    /** @throws GraphException if the body is no JSON object */
    ObjectNode json() {
        return Json.parse(body == null ? "" : body);
    }

    GraphRequest at(String otherPath) {
        return new GraphRequest(method, otherPath, query, headers, body, origin);
    }
}
