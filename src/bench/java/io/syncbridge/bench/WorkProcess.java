package io.syncbridge.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process that works for a contender, in a folder of its own. */
final class WorkProcess implements AutoCloseable {

    private final Path folder;
    private final List<String> command = new ArrayList<>();
    private Process process;

    /** @param arguments of {@code java}; the heap is 512 MB for every contender, and the JVM set as docs/operations.md says */
    WorkProcess(Path folder, List<String> arguments) {
        this.folder = folder;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:gc*:file=" + folder.resolve("gc.log").toAbsolutePath()));
        String options = System.getProperty("bench.java.options", "");
        if (!options.isBlank()) {
            command.addAll(List.of(options.split(" ")));
        }
        command.addAll(arguments);
    }

    void start() throws IOException {
        Files.createDirectories(folder);
        process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log())).start();
        Process started = process;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    }

    File log() {
        return folder.resolve("process.log").toFile();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Lets it do nothing until {@link #resume}. */
    void hold() throws Exception {
        signal("STOP");
    }

    void resume() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** The most memory that it has held so far, in megabytes, as Linux counts it. */
    long peakMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream().filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
    }

    /** The most heap that was in use before a collection so far, in megabytes. */
    long peakHeapMegabytes() throws IOException {
        return Files.readAllLines(folder.resolve("gc.log")).stream().filter(line -> line.matches(".*\\b\\d+M->\\d+M\\(\\d+M\\).*"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*?\\b(\\d+)M->\\d+M\\(.*", "$1"))).max().orElse(0);
    }

    /** The processor time that it has used so far. */
    double processorSeconds() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
