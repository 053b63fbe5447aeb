package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.salesforce.Queries.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /query} and {@code /queryAll}, page by page. A page's cursor lasts until a hundred later queries had more than a page. */
final class QueryApi {

    private static final int DEFAULT_PAGE = 2000;
    private static final int SMALLEST_PAGE = 200;
    private static final int CURSORS = 100;
    private static final Pattern BATCH_SIZE = Pattern.compile("batchSize\\s*=\\s*(\\d{1,9})", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCATOR = Pattern.compile("(\\w{18})-(\\d{1,9})");

    private final Queries queries;
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis());
    private final Map<String, Found> cursors = new LinkedHashMap<>();

    QueryApi(Queries queries) {
        this.queries = queries;
    }

    /** @param path {@code query} or {@code queryAll} and, for a further page, its locator */
    Reply handle(Call call, List<String> path) {
        int size = pageSize(call.request().header("sforce-query-options"));
        boolean withDeleted = path.get(0).equals("queryAll");
        if (path.size() > 1) {
            return further(path.get(1), size, call.version(), path.get(0));
        }
        if (call.request().flag("columns")) {
            return Reply.ok(queries.describe(call.request().required("q")));
        }
        Found found = queries.run(call.request().required("q"), withDeleted, call.version());
        return Reply.ok(page(found, 0, size, null, call.version(), path.get(0)));
    }

    /** Salesforce takes 200 to 2000 and corrects what is outside. */
    private static int pageSize(String options) {
        Matcher size = BATCH_SIZE.matcher(options == null ? "" : options);
        return size.find() ? Math.max(SMALLEST_PAGE, Math.min(DEFAULT_PAGE, Integer.parseInt(size.group(1)))) : DEFAULT_PAGE;
    }

    private Reply further(String locator, int size, String version, String kind) {
        Matcher parts = LOCATOR.matcher(locator);
        Found found = parts.matches() ? cursor(parts.group(1)) : null;
        if (found == null) {
            throw new ApiException(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return Reply.ok(page(found, Integer.parseInt(parts.group(2)), size, parts.group(1), version, kind));
    }

    private Map<String, Object> page(Found found, int from, int size, String cursor, String version, String kind) {
        int to = Math.min(found.records().size(), from + size);
        boolean done = to == found.records().size();
        var page = new LinkedHashMap<String, Object>();
        page.put("totalSize", found.total());
        page.put("done", done);
        if (!done) {
            page.put("nextRecordsUrl", "/services/data/" + version + "/" + kind + "/"
                    + (cursor == null ? keep(found) : cursor) + "-" + to);
        }
        page.put("records", found.records().subList(Math.min(from, to), to));
        return page;
    }

    private synchronized Found cursor(String id) {
        return cursors.get(id);
    }

    private synchronized String keep(Found found) {
        String id = Ids.numbered("01g", numbers.incrementAndGet());
        cursors.put(id, found);
        if (cursors.size() > CURSORS) {
            cursors.remove(cursors.keySet().iterator().next());
        }
        return id;
    }
}
