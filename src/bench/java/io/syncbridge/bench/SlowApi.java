package io.syncbridge.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A REST interface with ETags that takes 50 ms for each answer, for many at once. */
final class SlowApi implements AutoCloseable {

    private static final long ANSWERS_AFTER_MS = 50;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, JsonObject> records = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final int port = BridgeProcess.freePort();

    SlowApi() throws Exception {
        vertx.createHttpServer().requestHandler(request -> request.bodyHandler(body -> {
            requests.incrementAndGet();
            vertx.setTimer(ANSWERS_AFTER_MS, due -> answer(request, body));
        })).listen(port).toCompletionStage().toCompletableFuture().get();
    }

    String address() {
        return "http://127.0.0.1:" + port + "/goods";
    }

    int requests() {
        return requests.get();
    }

    int count() {
        return records.size();
    }

    /** How many records have names that begin so. */
    long named(String mark) {
        return records.values().stream().filter(record -> record.getString("name", "").startsWith(mark)).count();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String id = request.path().replaceFirst("/goods/?", "");
        switch (request.method().name()) {
            case "POST" -> store(request, Integer.toString(records.size() + 1), new JsonObject(), body);
            case "PATCH" -> store(request, id, records.get(id), body);
            default -> {
                if (id.isEmpty()) {
                    request.response().end(found(request.getParam("code")).encode());
                } else {
                    answer(request, records.get(id));
                }
            }
        }
    }

    private JsonArray found(String code) {
        return new JsonArray(records.values().stream().filter(record -> code == null || code.equals(record.getString("code"))).toList());
    }

    private void store(HttpServerRequest request, String id, JsonObject before, Buffer body) {
        String version = request.getHeader("If-Match");
        if (version != null && !version.equals(tag(before))) {
            request.response().setStatusCode(412).end();
            return;
        }
        JsonObject record = before.copy().mergeIn(body.toJsonObject()).put("id", id).put("version", before.getInteger("version", 0) + 1);
        records.put(id, record);
        answer(request, record);
    }

    private static void answer(HttpServerRequest request, JsonObject record) {
        request.response().putHeader("ETag", tag(record)).putHeader("Content-Type", "application/json").end(record.encode());
    }

    private static String tag(JsonObject record) {
        return "\"" + record.getInteger("version") + "\"";
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }
}
