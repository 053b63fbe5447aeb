package io.syncbridge.bench;

import io.syncbridge.connector.webhook.SigningKey;
import io.syncbridge.it.TestPeople;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The packaged bridge in a folder of its own, with its store in a database of the benchmark's server. */
final class BridgeProcess implements AutoCloseable {

    private static final Path PACKAGED = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String PERSON = "Basic " + Base64.getEncoder()
            .encodeToString((TestPeople.VIEWER + ":" + TestPeople.VIEWER).getBytes(StandardCharsets.UTF_8));

    private final Path folder;
    private final int port = freePort();
    private final WorkProcess process;
    private final Map<String, String> settings = new LinkedHashMap<>();

    BridgeProcess(Servers servers) throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/bench")), "bridge-");
        process = new WorkProcess(folder, List.of("-jar", PACKAGED.toString()));
        servers.create("bridge_store");
        database("bridge.store", servers.url("bridge_store"));
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.http.auth.permission.open.paths", "/webhooks/*,/q/health,/q/health/*,/bench/*");
    }

    /** Makes a database known to the routes under {@code bridge.databases.<name>}. */
    BridgeProcess knows(String name, String url) {
        database("bridge.databases." + name, url);
        return this;
    }

    /** Takes webhooks of {@code <sync>/<system>} that are signed as {@link #webhook} does. */
    BridgeProcess hears(String of) {
        settings.put("bridge.webhooks.\"" + of + "\".keys", KEY);
        return this;
    }

    private void database(String prefix, String url) {
        settings.put(prefix + ".url", url);
        settings.put(prefix + ".username", Servers.USER);
        settings.put(prefix + ".password", "");
    }

    /** Puts a file into its folder {@code routes}, in the place of one with that name. */
    BridgeProcess with(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("routes")).resolve(name), text);
        return this;
    }

    /** Starts it, and waits until it says that it is ready. */
    void start() throws IOException {
        Files.writeString(folder.resolve("application.properties"), TestPeople.with(settings).entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue()).collect(Collectors.joining("\n", "", "\n")));
        process.start();
        Awaitility.await("the bridge, see " + process.log()).atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || status("/q/health/ready") == 200);
        if (!process.isAlive()) {
            throw new IllegalStateException("The bridge did not start, see " + process.log());
        }
    }

    int status(String path) {
        try {
            var connection = (HttpURLConnection) at(path).toURL().openConnection();
            connection.setConnectTimeout(2000);
            return connection.getResponseCode();
        } catch (IOException away) {
            return -1;
        }
    }

    /** The status of a page for people. */
    int page(String path) throws IOException {
        var connection = (HttpURLConnection) at(path).toURL().openConnection();
        connection.setRequestProperty("Authorization", PERSON);
        try (var answer = connection.getInputStream()) {
            answer.readAllBytes();
        }
        return connection.getResponseCode();
    }

    /** A signed request of {@code <sync>/<system>}'s sender. */
    HttpRequest webhook(String of, String id, String body) {
        String time = Long.toString(Instant.now().getEpochSecond());
        return HttpRequest.newBuilder(at("/webhooks/" + of)).header("Content-Type", "application/json")
                .header("webhook-id", id).header("webhook-timestamp", time)
                .header("webhook-signature", SigningKey.of(KEY).sign(id, time, body.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    WorkProcess process() {
        return process;
    }

    @Override
    public void close() throws Exception {
        process.close();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
