package io.syncbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/**
 * SymmetricDS with two nodes in one process, which push to one another over HTTP. Tuned as its guide says: frequent jobs,
 * large batches, the bulk loader (COPY) for the initial load; conflicts are the newer row's by {@code modified}.
 */
final class SymmetricDs implements Contender {

    private static final String CONFIGURATION = """
            insert into sym_node_group (node_group_id) values ('a');
            insert into sym_node_group (node_group_id) values ('b');
            insert into sym_node_group_link (source_node_group_id, target_node_group_id, data_event_action) values ('a', 'b', 'P');
            insert into sym_node_group_link (source_node_group_id, target_node_group_id, data_event_action) values ('b', 'a', 'P');
            insert into sym_channel (channel_id, processing_order, max_batch_size, max_batch_to_send, max_data_to_route, enabled)
                values ('goods', 1, 10000, 100, 500000, 1);
            update sym_channel set max_batch_size = 10000, data_loader_type = 'bulk' where channel_id = 'reload';
            insert into sym_trigger (trigger_id, source_table_name, channel_id, last_update_time, create_time)
                values ('goods', 'goods', 'goods', current_timestamp, current_timestamp);
            insert into sym_router (router_id, source_node_group_id, target_node_group_id, router_type, create_time, last_update_time)
                values ('a_b', 'a', 'b', 'default', current_timestamp, current_timestamp);
            insert into sym_router (router_id, source_node_group_id, target_node_group_id, router_type, create_time, last_update_time)
                values ('b_a', 'b', 'a', 'default', current_timestamp, current_timestamp);
            insert into sym_trigger_router (trigger_id, router_id, initial_load_order, last_update_time, create_time)
                values ('goods', 'a_b', 1, current_timestamp, current_timestamp);
            insert into sym_trigger_router (trigger_id, router_id, initial_load_order, last_update_time, create_time)
                values ('goods', 'b_a', 1, current_timestamp, current_timestamp);
            insert into sym_conflict (conflict_id, source_node_group_id, target_node_group_id, target_channel_id, detect_type, detect_expression,
                resolve_type, resolve_row_only, ping_back, create_time, last_update_time)
                values ('newer_a_b', 'a', 'b', 'goods', 'USE_TIMESTAMP', 'modified', 'NEWER_WINS', 1, 'OFF', current_timestamp, current_timestamp);
            insert into sym_conflict (conflict_id, source_node_group_id, target_node_group_id, target_channel_id, detect_type, detect_expression,
                resolve_type, resolve_row_only, ping_back, create_time, last_update_time)
                values ('newer_b_a', 'b', 'a', 'goods', 'USE_TIMESTAMP', 'modified', 'NEWER_WINS', 1, 'OFF', current_timestamp, current_timestamp);
            """;

    /** Compiled as it starts, for the compiled classes lie beside the bridge's. */
    private static final String NODES = Path.of("src/bench/symmetricds/SymmetricNodes.java").toAbsolutePath().toString();

    private final Pair pair;
    private final int port = BridgeProcess.freePort();
    private final WorkProcess process;

    SymmetricDs(Pair pair) throws IOException {
        this.pair = pair;
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/bench")), "symmetricds-").toAbsolutePath();
        Path engines = Files.createDirectories(folder.resolve("engines"));
        Path script = Files.writeString(folder.resolve("configuration.sql"), CONFIGURATION);
        Files.writeString(engines.resolve("a.properties"), engine("a", pair.urlA(), "registration.url=\n"
                + "auto.config.registration.svr.sql.script=" + script + "\n"));
        Files.writeString(engines.resolve("b.properties"), engine("b", pair.urlB(), "registration.url=" + address("a") + "\n"));
        process = new WorkProcess(folder, List.of("-Dsymmetric.engines.dir=" + engines, "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-Djava.io.tmpdir=" + folder, "-cp", classPath(), NODES, Integer.toString(port)));
    }

    private String engine(String node, String url, String more) {
        return """
                engine.name=%1$s
                group.id=%1$s
                external.id=%1$s
                sync.url=%2$s
                db.driver=org.postgresql.Driver
                db.url=%3$s
                db.user=%4$s
                db.password=
                auto.registration=true
                job.routing.period.time.ms=50
                job.push.period.time.ms=50
                job.pull.period.time.ms=60000
                http.compression=false
                """.formatted(node, address(node), url, Servers.USER) + more;
    }

    private String address(String node) {
        return "http://localhost:" + port + "/sync/" + node;
    }

    /** Its own libraries, as Maven found them. */
    private static String classPath() throws IOException {
        return Files.readString(Path.of("target/symmetricds.classpath"));
    }

    @Override
    public String name() {
        return "SymmetricDS";
    }

    @Override
    public void prepare() throws Exception {
        process.start();
        Awaitility.await("SymmetricDS, see " + process.log()).atMost(Duration.ofMinutes(3)).until(() -> !process.isAlive()
                || hasTriggers(pair.a().database()) && hasTriggers(pair.b().database()));
        if (!process.isAlive()) {
            throw new IllegalStateException("SymmetricDS did not start, see " + process.log());
        }
    }

    private static boolean hasTriggers(Jdbi database) {
        return database.withHandle(handle -> handle.createQuery("select count(*) from pg_trigger"
                + " where tgrelid = 'goods'::regclass and tgname like 'sym_%'").mapTo(int.class).one()) >= 3;
    }

    @Override
    public void load() {
        pair.a().database().useHandle(handle -> handle.execute("""
                insert into sym_table_reload_request (source_node_id, target_node_id, trigger_id, router_id, create_time,
                    last_update_time) values ('a', 'b', 'ALL', 'ALL', current_timestamp, current_timestamp)"""));
    }

    @Override
    public void follow() {
        // It follows since it was prepared.
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
}
