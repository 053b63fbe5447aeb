package io.syncbridge.torture;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A system behind a REST interface, in the test's own process: lists with pages and filter, ETags, webhooks, a journal, a
 * clock that is wrong, and faults. Whoever comes by HTTP is the bridge.
 */
final class SimulatedErp implements PeoplesSystem, AutoCloseable {

    private static final String RESOURCE = "/goods";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, JsonObject> rows = new LinkedHashMap<>();
    private final Map<String, Long> versions = new LinkedHashMap<>();
    /** What each record has been, and since when: what lists and reads show that lag behind. */
    private final Map<String, NavigableMap<Instant, Reply>> past = new LinkedHashMap<>();
    private final Map<String, Set<String>> byNumber = new HashMap<>();
    private final List<Act> journal = new ArrayList<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final Duration skew;
    private final Random random;
    private final int port;
    private Consumer<String> webhooks = body -> { };
    private Runnable afterWrite = () -> { };
    private volatile Fault fault = Fault.NONE;
    private volatile String nonsense;
    private volatile Duration listLag = Duration.ZERO;
    private volatile Duration readLag = Duration.ZERO;
    private volatile Predicate<JsonObject> refused = record -> false;
    private volatile String tagged = "\"%d\"";
    private long next = 1;
    private long version;

    /** @param skew how far its clock is ahead of the true one */
    SimulatedErp(Duration skew, long seed) {
        this.skew = skew;
        this.random = new Random(seed);
        port = vertx.createHttpServer().requestHandler(request -> request.bodyHandler(body -> handle(request, body)))
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
    }

    String address() {
        return "http://127.0.0.1:" + port + RESOURCE;
    }

    void tell(Consumer<String> receiver) {
        webhooks = receiver;
    }

    /** Lets something happen when a write of the bridge is done and not answered yet. */
    void afterWrite(Runnable happening) {
        afterWrite = happening;
    }

    void fault(Fault now) {
        fault = now;
    }

    /** From now on lists and reads show what was there so long ago. */
    void lag(Duration lists, Duration reads) {
        listLag = lists;
        readLag = reads;
    }

    /** From now on ETags are weak. */
    void weakTags() {
        tagged = "W/\"%d\"";
    }

    /** From now on the bridge's writes of such records are answered with 200 and an error. */
    void refuse(Predicate<JsonObject> writes) {
        refused = writes;
    }

    /** From now on everything is answered with 200 and this body; {@code null} takes it back. */
    void answerWith(String body) {
        nonsense = body;
    }

    int faults() {
        return faults.get();
    }

    // ---- people

    @Override
    public String name() {
        return "erp";
    }

    @Override
    public synchronized boolean create(Map<String, String> fields) {
        put("E-" + next++, json(fields), true);
        return true;
    }

    @Override
    public synchronized boolean edit(String key, String field, String value) {
        String id = idOf(key);
        if (id == null) {
            return false;
        }
        var fields = new LinkedHashMap<>(fields(rows.get(id)));
        fields.put(field, value);
        put(id, rows.get(id).copy().mergeIn(json(fields), true), true);
        return true;
    }

    @Override
    public synchronized boolean delete(String key) {
        String id = idOf(key);
        if (id != null) {
            remove(id, true);
        }
        return id != null;
    }

    @Override
    public synchronized boolean adopt(String key, String parent) {
        String id = idOf(key);
        String parentId = parent == null ? null : idOf(parent);
        if (id == null || parent != null && parentId == null) {
            return false;
        }
        put(id, rows.get(id).copy().put("parentId", parentId), true);
        return true;
    }

    @Override
    public boolean restore(String key, Map<String, String> fields) {
        return create(fields);
    }

    @Override
    public synchronized List<Map<String, String>> living() {
        return rows.values().stream().map(row -> Fields.of(fields(row), row.getString("slot"),
                row.getString("parentId") == null ? null : number(rows.get(row.getString("parentId"))))).toList();
    }

    synchronized int size() {
        return rows.size();
    }

    @Override
    public synchronized List<Act> journal() {
        return List.copyOf(journal);
    }

    private String idOf(String key) {
        return byNumber.getOrDefault(Fields.key(key), Set.of()).stream().filter(rows::containsKey).findFirst().orElse(null);
    }

    // ---- what it keeps

    private void put(String id, JsonObject record, boolean byPerson) {
        Map<String, String> before = rows.containsKey(id) ? fields(rows.get(id)) : null;
        record.put("id", id).put("updatedAt", now().toString());
        rows.put(id, record);
        byNumber.computeIfAbsent(number(record), number -> new LinkedHashSet<>()).add(id);
        versions.put(id, ++version);
        remember(id, new Reply(200, record, version));
        journal.add(new Act(name(), Instant.now(), byPerson, id, before, fields(record)));
        tell(before == null ? "created" : "updated", record);
    }

    private void remove(String id, boolean byPerson) {
        JsonObject record = rows.remove(id);
        remember(id, Reply.problem(404, "there is no " + id));
        journal.add(new Act(name(), Instant.now(), byPerson, id, fields(record), null));
        tell("deleted", record.copy().put("updatedAt", now().toString()));
    }

    private void remember(String id, Reply reply) {
        past.computeIfAbsent(id, first -> new TreeMap<>()).put(Instant.now(), reply);
    }

    /** Returns the record as it was so long ago; a 404 if it was not there. */
    private Reply before(String id, Duration lag) {
        var found = past.getOrDefault(id, Collections.emptyNavigableMap()).floorEntry(Instant.now().minus(lag));
        return found == null ? Reply.problem(404, "there is no " + id) : found.getValue();
    }

    private void tell(String what, JsonObject record) {
        webhooks.accept(new JsonObject().put("type", "goods." + what).put("timestamp", now().toString()).put("data", record).encode());
    }

    private Instant now() {
        return Instant.now().plus(skew);
    }

    private static JsonObject json(Map<String, String> fields) {
        return new JsonObject().put("number", fields.get("code")).put("title", fields.get("name"))
                .put("address", new JsonObject().put("city", fields.get("city"))).put("amount", fields.get("amount"))
                .put("slot", fields.get("slot"));
    }

    private static String number(JsonObject record) {
        return record == null ? null : Fields.key(record.getString("number"));
    }

    private static Map<String, String> fields(JsonObject record) {
        return Fields.of(record.getString("number"), record.getString("title"),
                record.getJsonObject("address", new JsonObject()).getString("city"), record.getValue("amount"));
    }

    // ---- the interface

    private void handle(HttpServerRequest request, Buffer body) {
        if (nonsense != null) {
            request.response().putHeader("Content-Type", "application/json").putHeader("ETag", "\"?\"").end(nonsense);
            return;
        }
        Fault now = fault;
        boolean struck = now != Fault.NONE && (now == Fault.DOWN || chance());
        if (struck) {
            faults.incrementAndGet();
        }
        switch (struck ? now : Fault.NONE) {
            case ERROR -> answer(request, 500, new JsonObject().put("error", "broken"));
            case DOWN -> answer(request, 503, new JsonObject().put("error", "maintenance"));
            case TOO_MANY -> {
                request.response().putHeader("Retry-After", "1");
                answer(request, 429, new JsonObject().put("error", "slowly, please"));
            }
            case CUT_BEFORE -> request.connection().close();
            case SLOW -> vertx.setTimer(300 + (long) (900 * Math.random()), timer -> serve(request, body, Fault.NONE));
            case ERROR_AFTER, CUT_AFTER -> serve(request, body, now);
            case NONE -> serve(request, body, Fault.NONE);
        }
    }

    private synchronized boolean chance() {
        return random.nextInt(100) < 40;
    }

    private void serve(HttpServerRequest request, Buffer body, Fault after) {
        boolean writes = !request.method().name().equals("GET");
        Reply reply = reply(request, body);
        if (writes && reply.status() < 300) {
            afterWrite.run();
        }
        if (after == Fault.ERROR_AFTER) {
            answer(request, 500, new JsonObject().put("error", "broken in the end"));
        } else if (after == Fault.CUT_AFTER) {
            request.response().putHeader("Content-Type", "application/json").putHeader("Content-Length", "1000").write("{\"id\":");
            vertx.setTimer(20, timer -> request.connection().close());
        } else {
            if (reply.version() != null) {
                request.response().putHeader("ETag", tagged.formatted(reply.version()));
            }
            answer(request, reply.status(), reply.body());
        }
    }

    private record Reply(int status, JsonObject body, Long version) {

        static Reply problem(int status, String words) {
            return new Reply(status, new JsonObject().put("error", words), null);
        }
    }

    private synchronized Reply reply(HttpServerRequest request, Buffer body) {
        String id = request.path().equals(RESOURCE) ? null : request.path().substring(RESOURCE.length() + 1);
        String method = request.method().name();
        if (id == null) {
            return method.equals("POST") ? created(body.toJsonObject()) : list(request);
        }
        if (method.equals("GET")) {
            return before(id, readLag);
        }
        if (!rows.containsKey(id)) {
            return Reply.problem(404, "there is no " + id);
        }
        String expected = request.getHeader("If-Match");
        if (expected != null && !expected.endsWith("\"" + versions.get(id) + "\"")) {
            return Reply.problem(412, "changed meanwhile");
        }
        if (method.equals("DELETE")) {
            remove(id, false);
            return new Reply(204, null, null);
        }
        if (method.equals("PATCH")) {
            if (refused.test(body.toJsonObject())) {
                return refusal();
            }
            put(id, rows.get(id).copy().mergeIn(body.toJsonObject(), true), false);
        }
        return new Reply(200, rows.get(id), versions.get(id));
    }

    private static Reply refusal() {
        return new Reply(200, new JsonObject().put("success", false).put("error", new JsonObject().put("code", 17)
                .put("message", "the title is reserved")), null);
    }

    private Reply created(JsonObject record) {
        if (refused.test(record)) {
            return refusal();
        }
        String id = "E-" + next++;
        put(id, record, false);
        return new Reply(201, rows.get(id), versions.get(id));
    }

    private Reply list(HttpServerRequest request) {
        String number = request.getParam("number");
        int size = Integer.parseInt(Objects.requireNonNullElse(request.getParam("size"), "50"));
        int page = Integer.parseInt(Objects.requireNonNullElse(request.getParam("page"), "1"));
        var items = new JsonArray();
        var found = number == null ? past.keySet() : byNumber.getOrDefault(Fields.key(number), Set.of());
        found.stream().map(id -> before(id, listLag)).filter(reply -> reply.status() == 200).map(Reply::body).skip((long) size * (page - 1)).limit(size).forEach(items::add);
        return new Reply(200, new JsonObject().put("items", items), null);
    }

    private void answer(HttpServerRequest request, int status, JsonObject body) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now().atZone(ZoneOffset.UTC)));
        if (body == null) {
            response.end();
        } else {
            response.putHeader("Content-Type", "application/json").end(body.encode());
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
