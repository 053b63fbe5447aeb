package io.syncbridge.demo.graph;

import java.util.LinkedHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The several ways to write one path, brought to one. */
final class ODataPath {

    private static final Pattern DELTA = Pattern.compile("/(?:microsoft\\.graph\\.)?delta(?:\\((?:token='([^']*)')?\\))?$");
    private static final Pattern SITE_BY_PATH = Pattern.compile("^/v1\\.0/sites/([^/:]+):/(.*?)(?::(/.*)?)?$");

    private ODataPath() {
    }

    /**
     * Brings {@code delta()}, {@code microsoft.graph.delta(token='x')} and {@code delta?token=x} to the last, and
     * {@code /sites/{host}:/sites/{name}:/lists} to {@code /sites/{host}|sites/{name}/lists} with an escaped slash.
     */
    static GraphRequest plain(GraphRequest request) {
        return byPath(function(request));
    }

    private static GraphRequest function(GraphRequest request) {
        Matcher delta = DELTA.matcher(request.path());
        if (!delta.find()) {
            return request;
        }
        var query = new LinkedHashMap<>(request.query());
        if (delta.group(1) != null) {
            query.put("token", delta.group(1));
        }
        return new GraphRequest(request.method(), delta.replaceFirst("/delta"), query, request.headers(), request.body(),
                request.origin());
    }

    private static GraphRequest byPath(GraphRequest request) {
        Matcher site = SITE_BY_PATH.matcher(request.path());
        if (!site.matches()) {
            return request;
        }
        String rest = site.group(3) == null ? "" : site.group(3);
        return request.at("/v1.0/sites/" + site.group(1) + ":" + site.group(2).replace('/', ':') + rest);
    }
}
