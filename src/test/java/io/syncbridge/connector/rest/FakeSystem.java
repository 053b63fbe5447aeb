package io.syncbridge.connector.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server on a free port that answers as a test says and remembers what it was asked. */
final class FakeSystem implements AutoCloseable {

    /** @param headers by lower-case name */
    record Request(String method, String path, String query, Map<String, String> headers, String body) {

        /** Says whether the list of records is asked for, and not one of them. */
        boolean isOfList() {
            return method.equals("GET") && path.equals("/contacts");
        }

        String header(String name) {
            return headers.get(name);
        }
    }

    record Reply(int status, String body, Map<String, String> headers) {

        static Reply of(int status, String body, String... headers) {
            var map = new java.util.HashMap<>(Map.of("Content-Type", "application/json"));
            for (int i = 0; i < headers.length; i += 2) {
                map.put(headers[i], headers[i + 1]);
            }
            return new Reply(status, body, map);
        }
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile byte[] bytes;
    private volatile Function<Request, Reply> behaviour = request -> Reply.of(404, "");

    FakeSystem() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/contacts";
    }

    void answers(Function<Request, Reply> behaviour) {
        this.behaviour = behaviour;
        requests.clear();
    }

    /** From now on answers these very bytes. */
    void answersBytes(byte[] body) {
        bytes = body;
    }

    void answers(int status, String body, String... headers) {
        answers(request -> Reply.of(status, body, headers));
    }

    Request last() {
        return requests.get(requests.size() - 1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = new java.util.HashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), String.join(", ", values)));
        var request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(), headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        requests.add(request);
        Reply reply = behaviour.apply(request);
        byte[] body = bytes == null ? reply.body().getBytes(StandardCharsets.UTF_8) : bytes;
        int status = bytes == null ? reply.status() : 200;
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
