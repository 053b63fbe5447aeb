package io.syncbridge.torture;

import io.syncbridge.Patience;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The packaged application as a process of its own, in a folder of its own, with the production profile. */
final class BridgeProcess implements AutoCloseable {

    private static final Path PACKAGED = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    /** The application's classes as the virtual machine keeps them, so that it starts with two thirds of the work. */
    private static final Path CLASSES = PACKAGED.resolveSibling("classes.jsa");

    private final Path folder;
    private final List<String> options;
    private final int port = freePort();
    private Process process;

    /**
     * @param folder where it runs; its {@code application.properties} is written there
     * @param options of the virtual machine
     */
    BridgeProcess(Path folder, Map<String, String> settings, String... options) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.options = List.of(options);
        Files.writeString(folder.resolve("application.properties"), settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue()).collect(Collectors.joining("\n", "", "\n"))
                + "quarkus.http.port=" + port + "\n");
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Starts it unless it runs. */
    synchronized void start() throws IOException {
        archive();
        start("-XX:SharedArchiveFile=" + CLASSES);
    }

    /** Lets a first process, which does nothing else, leave the classes for the others. */
    private static synchronized void archive() throws IOException {
        if (Files.exists(CLASSES)) {
            return;
        }
        Path folder = Files.createTempDirectory(PACKAGED.getParent().getParent(), "archive");
        try (var first = new BridgeProcess(folder, Map.of("bridge.routes", Files.createDirectory(folder.resolve("routes")).toString(),
                "bridge.store.url", "jdbc:h2:mem:archive;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"))) {
            first.start("-XX:ArchiveClassesAtExit=" + CLASSES);
            Patience.await().until(first::isReady);
            Patience.await().until(() -> first.stop(Duration.ofSeconds(1)));
        }
    }

    private void start(String archive) throws IOException {
        if (isAlive()) {
            return;
        }
        process = java(archive, options).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
    }

    private ProcessBuilder java(String archive, List<String> options, String... arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", archive));
        command.addAll(options);
        command.addAll(List.of("-jar", PACKAGED.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    }

    /** Runs a command of the application in the same folder, beside it; returns all that it prints. */
    String command(String... arguments) throws IOException {
        try (var printed = java("-XX:SharedArchiveFile=" + CLASSES, List.of(), arguments).start().getInputStream()) {
            return new String(printed.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** {@code kill -9}. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** SIGTERM; returns once the process is gone, or {@code false} if it still runs after {@code grace}. */
    boolean stop(Duration grace) throws InterruptedException {
        process.destroy();
        return process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Says whether it answers that it is ready. */
    boolean isReady() {
        return isAlive() && status("/q/health/ready") == 200;
    }

    int status(String path) {
        try {
            var connection = (HttpURLConnection) at(path).toURL().openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode();
        } catch (IOException away) {
            return -1;
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Path log() {
        return folder.resolve("bridge.log");
    }

    @Override
    public void close() {
        kill();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
