package io.syncbridge.torture;

import static io.syncbridge.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.syncbridge.BesideOtherTests;
import io.syncbridge.operate.command.StatusCommand;
import io.syncbridge.operate.view.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.util.HashMap;
import java.util.Map;
import javax.management.ObjectName;
import javax.management.remote.rmi.RMIConnector;
import javax.management.remote.rmi.RMIServer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What keeps a sync from running is told in every place, with the same word and the reason. */
@BesideOtherTests
class StatesIT {

    private static final String DEFINITION = """
            sync: %s
            systems: {left: {id: id}, right: {id: id}}
            match: [code]
            fields:
              code: {left: code, right: code}
            """;

    private static final String POLLED = """
            - route:
                from:
                  uri: "timer:%1$s?period=500"
                  steps:
                    - to: "sync:%1$s/left?action=poll"
                    - to: "sync:%1$s/right?action=poll"
            - route:
                from:
                  uri: "sync:%1$s/left"
                  steps:
                    - to: "%2$s"
            - route:
                from:
                  uri: "sync:%1$s/right"
                  steps:
                    - to: "%2$s"
            """;

    private static final String REFUSING = """
            - route:
                from:
                  uri: "direct:refused"
                  steps:
                    - throwException: {exceptionType: "java.lang.IllegalArgumentException", message: "There is no view of that name."}
            """;

    private final int jmx = BridgeProcess.freePort();

    private BridgeProcess bridge(Path folder, Path routes, boolean backfillFirst) throws IOException {
        return new BridgeProcess(folder.resolve("bridge"), settings(folder, routes, backfillFirst), "-Dcom.sun.management.jmxremote.port=" + jmx,
                "-Dcom.sun.management.jmxremote.authenticate=false", "-Dcom.sun.management.jmxremote.ssl=false",
                "-Dcom.sun.management.jmxremote.host=127.0.0.1", "-Djava.rmi.server.hostname=127.0.0.1");
    }

    @Test
    void whatKeepsSyncsFromRunningIsToldEverywhere() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "states-");
        Path routes = Files.createDirectories(folder.resolve("routes"));
        int closed = BridgeProcess.freePort();
        define(routes, "unrouted", null);
        define(routes, "mistaken", "kamelet:jdbc-tabel?database=a");
        define(routes, "down", "kamelet:rest-resource?address=http://127.0.0.1:" + closed + "/things");
        define(routes, "refused", "direct:refused");
        renameSystems(routes.resolve("refused.sync.yaml"));
        renameSystems(routes.resolve("refused.camel.yaml"));
        Files.writeString(routes.resolve("refusing.camel.yaml"), REFUSING);
        try (var bridge = bridge(folder, routes, false)) {
            bridge.start();
            await().until(bridge::isReady);

            assertTold(bridge, "unrouted", State.NOT_CONFIGURED, "No route begins with `from: sync:unrouted/left`");
            assertTold(bridge, "mistaken", State.NOT_STARTED, "jdbc-tabel");
            assertTold(bridge, "down", State.SYSTEM_DOWN, "left is left alone");
            assertTold(bridge, "down", State.POLL_FAILING, "Polling right has failed");
            assertTold(bridge, "refused", State.POLL_FAILING, "Polling front has failed");
            assertThat(first("refused", bridge)).as("the systems answer").isEqualTo(State.POLL_FAILING);
        }
    }

    @Test
    void thatNothingIsPolledBeforeABackfillIsToldEverywhere() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "states-");
        Path routes = Files.createDirectories(folder.resolve("routes"));
        define(routes, "empty", "kamelet:rest-resource?address=http://127.0.0.1:9/things");
        try (var bridge = bridge(folder, routes, true)) {
            bridge.start();
            await().until(bridge::isReady);

            assertTold(bridge, "empty", State.WAITING_FOR_BACKFILL, "left and right are not polled before a backfill");
            assertThat(bridge.command("status", "--url", bridge.at("").toString(), "--user", "anna", "--password=secret"))
                    .as("beside a bridge that has opened the store").startsWith("sync ").contains(State.WAITING_FOR_BACKFILL.word())
                    .doesNotContain("ERROR", "bridge.store.url");
        }
    }

    private static Map<String, String> settings(Path folder, Path routes, boolean backfillFirst) {
        var settings = new HashMap<>(Undoing.SETTINGS);
        settings.put("bridge.routes", routes.toAbsolutePath().toString());
        settings.put("bridge.store.url", "jdbc:h2:file:" + folder.toAbsolutePath().resolve("store")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
        settings.put("bridge.backfill-first", Boolean.toString(backfillFirst));
        return settings;
    }

    /** Syncs whose systems have the same names share them, and what is known of their state. */
    private static void renameSystems(Path file) throws IOException {
        Files.writeString(file, Files.readString(file).replace("left", "front").replace("right", "rear"));
    }

    private static void define(Path routes, String sync, String system) throws Exception {
        Files.writeString(routes.resolve(sync + ".sync.yaml"), DEFINITION.formatted(sync));
        if (system != null) {
            Files.writeString(routes.resolve(sync + ".camel.yaml"), POLLED.formatted(sync, system));
        }
    }

    /**
     * The state is first in the order of its conditions; a condition that is not first is told beside it. JMX is reached without its
     * usual address, since Quarkus switches JNDI off in the virtual machine of its tests.
     */
    private void assertTold(BridgeProcess bridge, String sync, State state, String why) throws Exception {
        String home = bridge.at("").toString();
        await().untilAsserted(() -> assertThat(given().baseUri(home).auth().preemptive().basic("anna", "secret").get("/api/syncs/" + sync)
                .jsonPath().getList("conditions.state", String.class)).contains(state.name()));
        var api = given().baseUri(home).auth().preemptive().basic("anna", "secret").get("/api/syncs/" + sync).jsonPath();
        assertThat(api.getList("conditions.why", String.class)).anySatisfy(reason -> assertThat(reason).contains(why));
        State first = first(sync, bridge);

        given().baseUri(home).auth().preemptive().basic("anna", "secret").get("/console").then().statusCode(200)
                .body(containsString(first.word())).body(containsString(why));
        assertThat(status(home)).containsPattern(sync + " +" + first.word()).contains(state.word()).contains(why);
        given().baseUri(home).auth().preemptive().basic("anna", "secret").get("/q/metrics").then()
                .body(containsString("syncbridge_state{state=\"%s\",sync=\"%s\"} 1.0".formatted(first.word(), sync)));
        given().baseUri(home).get("/q/health/well").then().body("checks.find { it.name == 'syncs' }.data." + sync, containsString(state.word() + ": "))
                .body("checks.find { it.name == 'syncs' }.status", equalTo(state.level() == State.Level.BAD ? "DOWN" : "UP"));
        try (var connector = new RMIConnector((RMIServer) LocateRegistry.getRegistry("127.0.0.1", jmx).lookup("jmxrmi"), Map.of())) {
            connector.connect();
            assertThat(connector.getMBeanServerConnection().getAttribute(new ObjectName("io.syncbridge:type=Sync,name=" + sync), "State"))
                    .isEqualTo(first.word());
        }
    }

    private static State first(String sync, BridgeProcess bridge) {
        return State.valueOf(given().baseUri(bridge.at("").toString()).auth().preemptive().basic("anna", "secret").get("/api/syncs/" + sync).jsonPath()
                .getString("state"));
    }

    private static String status(String home) {
        var printed = new StringWriter();
        int code = new CommandLine(new StatusCommand()).setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed))
                .execute("--url", home, "--user", "anna", "--password=secret");
        assertThat(code).as("exit code where a sync does not simply run").isEqualTo(1);
        return printed.toString();
    }

    @Test
    void whereNobodyCanLogInAPageTellsHowToMakeTheFirstAdministrator() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "states-");
        Map<String, String> settings = settings(folder, Files.createDirectories(folder.resolve("routes")), false);
        settings.keySet().removeAll(Undoing.SETTINGS.keySet());
        try (var bridge = new BridgeProcess(folder.resolve("bridge"), settings)) {
            bridge.start();
            await().until(bridge::isReady);

            given().baseUri(bridge.at("").toString()).get("/console").then().statusCode(401)
                    .body(containsString("Nobody can log in yet"), containsString("user add anna --role admin --write"));
        }
    }

    @Test
    void aRoleThatDoesNotExistIsRefusedAtStartInOneLine() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "states-");
        Map<String, String> settings = settings(folder, Files.createDirectories(folder.resolve("routes")), false);
        settings.put("bridge.people.anna.roles", "admn");
        try (var bridge = new BridgeProcess(folder.resolve("bridge"), settings)) {
            bridge.start();
            await().until(() -> !bridge.isAlive());

            assertThat(Files.readAllLines(bridge.log())).filteredOn(line -> !line.contains("INFO")).containsExactly(
                    "bridge.people.anna.roles names admn, which no role is called. The roles are viewer, operator, admin.");
        }
    }
}
