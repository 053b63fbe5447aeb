package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/** The simulated Graph on a port of its own, with a database in memory, for tests that need no more of the bridge. */
public final class GraphServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;

    private GraphServer(String database) throws Exception {
        Router router = Router.router(vertx);
        var service = new GraphService(Jdbi.create(database));
        router.post(GraphHttp.ROOT + "/restore/:list/:item").blockingHandler(call -> {
            service.items().restore(service.lists().get(call.pathParam("list")), call.pathParam("item"));
            call.end();
        });
        new GraphHttp(service).mount(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    public static GraphServer start() throws Exception {
        return on("jdbc:h2:mem:graph" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    }

    /** Starts on what a database holds already. */
    public static GraphServer on(String database) throws Exception {
        return new GraphServer(database);
    }

    /** Returns the address that {@code /v1.0} and {@code /demo/oauth2/v2.0/token} stand under. */
    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + GraphHttp.ROOT;
    }

    /** Switches faults, as {@link Faults} describes them. */
    public void faults(String json) {
        control("POST", "/faults", json);
    }

    public void noFaults() {
        control("DELETE", "/faults", "");
    }

    /** Returns how many requests there were since {@link #countAnew()}, as {@link RequestCounter} describes it. */
    public JsonNode requests() {
        return control("GET", "/requests", "");
    }

    public void countAnew() {
        control("DELETE", "/requests", "");
    }

    private JsonNode control(String method, String path, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url() + path)).method(method, BodyPublishers.ofString(body)).build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalArgumentException(answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
