package io.syncbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Camel route of the kind that a team writes by hand, in a process of its own: see {@link PlainRouteMain}. */
final class PlainRoute implements Contender {

    private final Pair pair;
    private final WorkProcess process;

    PlainRoute(Pair pair) throws IOException {
        this.pair = pair;
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/bench")), "route-").toAbsolutePath();
        process = new WorkProcess(folder, List.of("-cp", System.getProperty("surefire.test.class.path",
                System.getProperty("java.class.path")), PlainRouteMain.class.getName(), pair.urlA(), pair.urlB()));
    }

    @Override
    public String name() {
        return "plain Camel route";
    }

    @Override
    public void prepare() {
        // It has nothing to prepare.
    }

    @Override
    public void load() throws Exception {
        process.start();
    }

    @Override
    public void follow() {
        // It follows since it was started.
    }

    @Override
    public boolean isTwoWay() {
        return false;
    }

    @Override
    public WorkProcess process() {
        return process;
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}
