package io.syncbridge.demo.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code /services/data}: the REST API, in every version that a client may know. */
final class RestApi {

    private static final int OLDEST = 31;
    private static final int NEWEST = 65;

    private final Sessions sessions;
    private final RequestCounter counter;
    private final SObjectApi sobjects;
    private final QueryApi queries;
    private final CollectionsApi collections;
    private final CompositeApi composite;
    private final BulkApi bulk;

    RestApi(Sessions sessions, RequestCounter counter, SObjectApi sobjects, QueryApi queries, OrgDatabase database, Records records,
            BulkApi bulk) {
        this.sessions = sessions;
        this.counter = counter;
        this.sobjects = sobjects;
        this.queries = queries;
        this.collections = new CollectionsApi(records, sobjects);
        this.composite = new CompositeApi(database, records, this::handle);
        this.bulk = bulk;
    }

    /** @throws ApiException what the request is refused with */
    Reply handle(Request request) {
        List<String> parts = request.parts();
        if (parts.size() == 2) {
            return Reply.ok(IntStream.rangeClosed(OLDEST, NEWEST).mapToObj(RestApi::version).toList());
        }
        sessions.check(request.header("authorization"));
        String version = parts.get(2);
        if (!version.matches("v\\d{1,3}\\.0")) {
            throw ApiException.missing();
        }
        return resource(new Call(request, version), parts.subList(3, parts.size()));
    }

    private static Map<String, Object> version(int number) {
        var version = new LinkedHashMap<String, Object>();
        version.put("label", "Version " + number);
        version.put("url", "/services/data/v" + number + ".0");
        version.put("version", number + ".0");
        return version;
    }

    private Reply resource(Call call, List<String> path) {
        if (path.isEmpty()) {
            return Reply.ok(resources(call.version()));
        }
        return switch (path.get(0)) {
            case "limits" -> Reply.ok(limits());
            case "sobjects" -> sobjects.handle(call, path.subList(1, path.size()));
            case "query", "queryAll" -> queries.handle(call, path);
            case "composite" -> composite(call, path.subList(1, path.size()));
            case "jobs" -> bulk.handle(call, path.subList(1, path.size()));
            default -> throw ApiException.missing();
        };
    }

    private Reply composite(Call call, List<String> path) {
        if (path.isEmpty()) {
            return composite.composite(call);
        }
        return switch (path.get(0)) {
            case "batch" -> composite.batch(call);
            case "tree" -> composite.tree(call, Schema.named(path.size() > 1 ? path.get(1) : ""));
            case "sobjects" -> collections.handle(call, path.subList(1, path.size()));
            default -> throw ApiException.missing();
        };
    }

    private static Map<String, Object> resources(String version) {
        var resources = new LinkedHashMap<String, Object>();
        for (String resource : List.of("sobjects", "query", "queryAll", "composite", "limits", "jobs")) {
            resources.put(resource, "/services/data/" + version + "/" + resource);
        }
        return resources;
    }

    private Map<String, Object> limits() {
        var limits = new LinkedHashMap<String, Object>();
        limits.put("DailyApiRequests", Map.of("Max", RequestCounter.ALLOWANCE, "Remaining",
                Math.max(0, RequestCounter.ALLOWANCE - counter.used())));
        limits.put("DailyBulkV2QueryJobs", Map.of("Max", 10_000, "Remaining", 10_000));
        limits.put("DailyStreamingApiEvents", Map.of("Max", 200_000, "Remaining", 200_000));
        return limits;
    }
}
