package io.syncbridge.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The packaged bridge, with its store in a database of the same server. */
final class Bridge implements Contender {

    private static final Path PACKAGED = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

    private static final String SYSTEMS = """
            - route:
                id: goods-a
                from:
                  uri: "sync:goods/a"
                  steps:
                    - to: "kamelet:jdbc-table?database=a&table=goods&modified=modified&changes=log&install=true"
            - route:
                id: goods-b
                from:
                  uri: "sync:goods/b"
                  steps:
                    - to: "kamelet:jdbc-table?database=b&table=goods&modified=modified&changes=log&install=true"
            """;

    /** Looks for changes when it is asked to. */
    private static final String ASKED = """
            - route:
                id: goods-asked
                from:
                  uri: "platform-http:/bench/scan"
                  steps:
                    - to: "sync:goods/a?action=poll"
                    - to: "sync:goods/b?action=poll"
            """;

    /** Looks for changes when the databases say that there are some. */
    private static final String WOKEN = """
            - route:
                id: goods-a-wake
                from:
                  uri: "sync-jdbc:a/goods?changes=log"
                  steps:
                    - to: "sync:goods/a?action=poll"
            - route:
                id: goods-b-wake
                from:
                  uri: "sync-jdbc:b/goods?changes=log"
                  steps:
                    - to: "sync:goods/b?action=poll"
            """;

    private final Pair pair;
    private final Path folder;
    private final int port = freePort();
    private final WorkProcess process;

    Bridge(Pair pair) throws IOException {
        this.pair = pair;
        this.folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/bench")), "bridge-");
        this.process = new WorkProcess(folder, List.of("-jar", PACKAGED.toString()));
        pair.servers().create("bridge_store");
        Files.writeString(folder.resolve("application.properties"), settings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue()).collect(Collectors.joining("\n", "", "\n")));
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Files.writeString(routes.resolve("goods.sync.yaml"), definition());
        Files.writeString(routes.resolve("goods.camel.yaml"), SYSTEMS);
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        database(settings, "bridge.store", pair.servers().url("bridge_store"));
        database(settings, "bridge.databases.a", pair.urlA());
        database(settings, "bridge.databases.b", pair.urlB());
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.http.auth.permission.open.paths", "/webhooks/*,/q/health,/q/health/*,/bench/*");
        return settings;
    }

    private static void database(Map<String, String> settings, String prefix, String url) {
        settings.put(prefix + ".url", url);
        settings.put(prefix + ".username", Servers.USER);
        settings.put(prefix + ".password", "");
    }

    private static String definition() {
        return "sync: goods\nsystems:\n  a: {id: id, modified: modified}\n  b: {id: id, modified: modified}\nmatch: [id]\nfields:\n"
                + Goods.COLUMNS.stream().map(column -> "  " + column + ": {a: " + column + ", b: " + column + type(column) + "}\n")
                        .collect(Collectors.joining())
                + System.getProperty("bench.definition", "");
    }

    private static String type(String column) {
        return switch (column) {
            case "id", "amount" -> ", type: number";
            case "active" -> ", type: boolean";
            default -> "";
        };
    }

    @Override
    public String name() {
        return "bridge";
    }

    @Override
    public void prepare() throws Exception {
        start(ASKED);
    }

    @Override
    public void load() {
        new Thread(() -> status("/bench/scan")).start();
    }

    @Override
    public void follow() throws Exception {
        process.close();
        start(WOKEN);
    }

    /** Starts it, and waits until it says that it is ready. */
    private void start(String wakes) throws IOException {
        Files.writeString(folder.resolve("routes/wake.camel.yaml"), wakes);
        process.start();
        Awaitility.await("the bridge, see " + process.log()).atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200))
                .until(() -> !process.isAlive() || status("/q/health/ready") == 200);
        if (!process.isAlive()) {
            throw new IllegalStateException("The bridge did not start, see " + process.log());
        }
    }

    private int status(String path) {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            connection.setConnectTimeout(2000);
            return connection.getResponseCode();
        } catch (IOException away) {
            return -1;
        }
    }

    @Override
    public boolean isTwoWay() {
        return true;
    }

    @Override
    public WorkProcess process() {
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
