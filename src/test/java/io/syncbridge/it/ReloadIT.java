package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.syncbridge.Patience;
import io.syncbridge.operate.command.BridgeCommand;
import io.syncbridge.operate.command.ReloadCommand;
import io.syncbridge.store.Audit;
import io.syncbridge.store.ReloadedFiles;
import io.syncbridge.store.Things;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Files change while the bridge runs. */
@QuarkusTest
@TestProfile(BridgeOnH2.class)
class ReloadIT {

    private static final String STEADY = "truth";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    CamelContext camel;

    @Inject
    Settled settled;

    @Inject
    Audit audit;

    @Inject
    Things things;

    @Inject
    ReloadedFiles reloaded;

    @TestHTTPResource("/")
    URI home;

    private final String sync = "fresh" + NUMBER.incrementAndGet();
    private final String definition = sync + ".sync.yaml";
    private final String routes = sync + ".camel.yaml";

    @BeforeEach
    void login() {
        TestPeople.login(TestPeople.ADMIN);
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(file(definition));
        Files.deleteIfExists(file(routes));
        if (given().get("/api/syncs/" + sync).statusCode() == 200) {
            take(await().until(() -> only(definition), change -> change.getList("files.kind").stream().allMatch("DELETED"::equals)).getString("id"));
        }
        await().until(() -> pendingOf(definition).isEmpty() && pendingOf(routes).isEmpty());
    }

    @Test
    void aNewSyncStartsAChangedOneGoesOnByItAndAnotherIsNotInterrupted() throws Exception {
        Route steady = camel.getRoute("truth-left");
        var stop = new AtomicBoolean();
        var sent = new AtomicInteger();
        Thread edits = steadyEdits(stop, sent);

        write(definition, text("[mail]", ""));
        await().untilAsserted(() -> assertThat(only(definition).getList("problems.code")).contains("no-route"));
        assertThat(given().post("/api/reload/" + only(definition).getString("id") + "/take").then().statusCode(409).extract().path("detail").toString())
                .contains("No route begins with");
        write(routes, routeFile(sync));
        JsonPath change = good(definition);
        assertThat(change.getList("files.name")).containsExactly(routes, definition);
        assertThat(change.getList("meaning").toString()).contains("The sync `" + sync + "` starts");
        assertThat(given().get("/api/syncs/" + sync).statusCode()).isEqualTo(404);
        assertThat(given().get("/console/reload").asString()).contains(routes).contains("Take over");

        TestPeople.login(TestPeople.OPERATOR);
        given().post("/api/reload/" + change.getString("id") + "/take").then().statusCode(403);
        TestPeople.login(TestPeople.VIEWER);
        given().get("/api/reload").then().statusCode(403);
        TestPeople.login(TestPeople.ADMIN);
        given().header("Origin", "https://elsewhere.example.com").post("/api/reload/" + change.getString("id") + "/take").then().statusCode(403);
        take(change.getString("id"));
        assertThat(audit.list(null, 20).items()).anySatisfy(entry -> {
            assertThat(entry.action()).isEqualTo("reload");
            assertThat(entry.person()).isEqualTo(TestPeople.ADMIN);
            assertThat(entry.subject()).contains(definition);
        });
        MemorySystem left = systems.get(sync + "-left");
        MemorySystem right = systems.get(sync + "-right");
        String ann = left.put(Map.of("Mail", "ann@example.org", "Name", "Ann", "Phone", "1"), 10);
        report("left", ann);
        await().until(() -> holds(right, "name", "Ann"));

        write(definition, text("[mail]", "  phone: {left: Phone, right: phone}\n"));
        JsonPath field = good(definition);
        assertThat(field.getList("meaning").toString()).contains("`fields.phone` is new").contains("a brake holds the sync");
        assertThat(field.getList("files[0].lines.findAll { it.kind == 'ADDED' }.text")).containsExactly("  phone: {left: Phone, right: phone}");
        long plan = plan(field.getString("id"));
        await().until(() -> "DONE".equals(given().get("/api/runs/" + plan).jsonPath().getString("state")));
        assertThat(given().get("/api/runs/" + plan + "/findings").asString()).as("what a backfill by the changed definition would write").contains("phone");
        assertThat(right.all().values()).noneMatch(row -> "1".equals(row.get("phone")));
        take(field.getString("id"));
        await().until(() -> "BRAKED".equals(state()));
        int brake = given().get("/api/brakes?sync=" + sync).jsonPath().getInt("items[0].id");
        given().post("/api/brakes/" + brake + "/release").then().statusCode(202);
        left.edit(ann, Map.of("Phone", "2"), 100);
        report("left", ann);
        await().until(() -> holds(right, "phone", "2"));

        stop.set(true);
        edits.join(Patience.LIMIT.toMillis());
        settled.await(STEADY);
        assertThat(camel.getRoute("truth-left")).as("the other sync's route").isSameAs(steady);
        assertThat(systems.get("truth-right").all().values().stream().filter(row -> String.valueOf(row.get("email")).startsWith(sync)).count())
                .as("deliveries of the other sync").isEqualTo(sent.get());
    }

    @Test
    void aFileWithMistakesChangesNothingAndIsShownUntilItIsPutBack() throws Exception {
        started();
        MemorySystem left = systems.get(sync + "-left");
        MemorySystem right = systems.get(sync + "-right");
        String right1 = Files.readString(file(routes));

        write(routes, right1.replace("memorySystems", "memorySystem"));
        await().untilAsserted(() -> assertThat(only(routes).getList("problems.code")).contains("unknown-bean"));
        assertThat(only(routes).getString("problems[0].where")).contains(routes + ":");
        assertThat(only(routes).getString("problems[0].cure")).isNotBlank();
        assertThat(given().get("/api/syncs").jsonPath().getList("changes.files").toString()).contains(routes);
        assertThat(given().get("/console/reload").asString()).contains("There is no bean").contains("All runs as before");
        assertThat(given().get("/console").asString()).contains("/console/reload");
        var printed = new StringWriter();
        assertThat(run(TestPeople.ADMIN, printed)).as("" + printed).isEqualTo(1);
        assertThat(printed.toString()).contains("mistake  ").contains(routes + ":").contains("- ").contains("+ ");
        assertThat(run(TestPeople.ADMIN, printed, "--yes")).isEqualTo(1);
        assertThat(printed.toString()).contains("has mistakes, and is left: " + routes);
        assertThat(run(TestPeople.VIEWER, printed)).isEqualTo(4);
        report("left", left.put(Map.of("Mail", "bob@example.org", "Name", "Bob"), 10));
        await().until(() -> holds(right, "name", "Bob"));

        write(definition, "sync: " + sync + "\nsystems: [");
        await().untilAsserted(() -> assertThat(only(definition).getList("problems.code")).contains("yaml-syntax"));
        report("left", left.put(Map.of("Mail", "cem@example.org", "Name", "Cem"), 10));
        await().until(() -> holds(right, "name", "Cem"));

        write(definition, text("[mail]", ""));
        write(routes, right1);
        await().until(() -> pendingOf(routes).isEmpty() && pendingOf(definition).isEmpty());
    }

    @Test
    void routesThatCannotBeStartedGiveWayToTheFormerOnes() throws Exception {
        started();
        MemorySystem left = systems.get(sync + "-left");
        MemorySystem right = systems.get(sync + "-right");
        // only its start finds out that another route begins there
        write(routes, routeFile(sync) + "- route:\n    id: " + sync + "-bad\n    from:\n      uri: 'direct:intake'\n      steps: [{to: 'log:x'}]\n");
        JsonPath change = good(routes);
        assertThat(given().post("/api/reload/" + change.getString("id") + "/take").then().statusCode(409).extract().path("detail").toString())
                .contains(sync + "-bad");
        assertThat(only(routes).getString("failure")).contains(sync + "-bad");
        report("left", left.put(Map.of("Mail", "dan@example.org", "Name", "Dan"), 10));
        await().until(() -> holds(right, "name", "Dan"));
        assertThat(camel.getRoute(sync + "-bad")).isNull();
    }

    @Test
    void aDeletedSyncStopsAndGoesOnWhenItsFilesAreBack() throws Exception {
        started();
        MemorySystem left = systems.get(sync + "-left");
        MemorySystem right = systems.get(sync + "-right");
        String eve = left.put(Map.of("Mail", "eve@example.org", "Name", "Eve"), 10);
        report("left", eve);
        await().until(() -> holds(right, "name", "Eve"));
        settled.await(sync);

        Files.delete(file(definition));
        Files.delete(file(routes));
        JsonPath gone = good(definition);
        assertThat(gone.getList("files.kind")).containsOnly("DELETED");
        assertThat(gone.getList("meaning").toString()).contains("stops. What the store knows of it stays");
        var printed = new StringWriter();
        assertThat(run(TestPeople.OPERATOR, printed, "--yes", gone.getString("id"))).as("taking over takes an admin").isEqualTo(4);
        assertThat(run(TestPeople.ADMIN, printed, "--yes", gone.getString("id"))).as("" + printed).isZero();
        assertThat(printed.toString()).contains("taken over: " + routes + ", " + definition);
        assertThat(run(TestPeople.ADMIN, printed, "--yes", gone.getString("id"))).as("it is gone by now").isEqualTo(5);
        assertThat(run(TestPeople.ADMIN, printed)).isZero();
        given().get("/api/syncs/" + sync).then().statusCode(404);
        assertThat(camel.getRoute(sync + "-left")).isNull();
        assertThat(things.living(sync)).isEqualTo(1);

        started();
        left.edit(eve, Map.of("Name", "Eva"), 100);
        report("left", eve);
        await().until(() -> holds(right, "name", "Eva"));
        assertThat(right.all()).hasSize(1);
    }

    @Test
    void whatAnotherInstanceHasTakenOverIsTakenOverHereToo() throws Exception {
        started();
        String changed = text("[mail]", "").replace("# about", "# all about").replace("SYNC", sync);
        reloaded.took(Map.of(definition, sha(changed)), "anna on the other instance", Instant.now());
        write(definition, changed);
        await().until(() -> pendingOf(definition).isEmpty() && given().get("/console/definitions").asString().contains("# all about"));
        assertThat(audit.list(null, 20).items()).noneMatch(entry -> entry.person().startsWith("anna on"));

        write(definition, text("[mail]", ""));
        take(good(definition).getString("id"));
        write(definition, changed);
        assertThat(good(definition).getList("files.name")).as("asked again").containsExactly(definition);
    }

    private static String sha(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void started() throws IOException {
        write(definition, text("[mail]", ""));
        write(routes, routeFile(sync));
        take(good(definition).getString("id"));
    }

    private Thread steadyEdits(AtomicBoolean stop, AtomicInteger sent) {
        MemorySystem left = systems.get("truth-left");
        Thread thread = new Thread(() -> {
            while (!stop.get()) {
                String id = left.put(Map.of("Mail", sync + "-" + sent.incrementAndGet() + "@example.org", "Name", "Steady Eddy"), 10);
                template.requestBody("sync:truth/left", List.of(left.report(id)));
                settled.await(STEADY);
            }
        });
        thread.start();
        return thread;
    }

    private static String text(String match, String more) {
        return "# about people\nsync: SYNC\nsystems:\n  left: {id: key, marker: by}\n  right: {id: key, marker: by}\nmatch: " + match
                + "\nfields:\n  mail: {left: Mail, right: email}\n  name: {left: Name, right: name}\n" + more;
    }

    private static String routeFile(String sync) {
        return """
                - route:
                    id: SYNC-left
                    from:
                      uri: "sync:SYNC/left"
                      steps:
                        - bean: {ref: memorySystems, method: "handle(${exchange}, 'SYNC-left')"}
                - route:
                    id: SYNC-right
                    from:
                      uri: "sync:SYNC/right"
                      steps:
                        - bean: {ref: memorySystems, method: "handle(${exchange}, 'SYNC-right')"}
                """.replace("SYNC", sync);
    }

    private Path file(String name) {
        return BridgeOnH2.ROUTES.resolve(name);
    }

    /** As editors do: into a file of their own first, which then takes the place of the other. */
    private void write(String name, String text) throws IOException {
        Path temporary = Files.writeString(file("." + name + ".tmp"), text.replace("SYNC", sync));
        Files.move(temporary, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> pendingOf(String file) {
        return given().get("/api/reload").jsonPath().getList("changes.findAll { c -> c.files.any { it.name == '" + file + "' } }.id");
    }

    private static JsonPath only(String file) {
        return await().until(() -> {
            JsonPath all = given().get("/api/reload").jsonPath();
            List<String> ids = all.getList("changes.findAll { c -> c.files.any { it.name == '" + file + "' } }.id");
            return ids.size() == 1 ? all.setRootPath("changes.find { it.id == '" + ids.get(0) + "' }") : null;
        }, found -> found != null);
    }

    private static JsonPath good(String file) {
        return await().until(() -> only(file), change -> change.getList("problems").isEmpty());
    }

    private void take(String id) {
        given().post("/api/reload/" + id + "/take").then().statusCode(200);
    }

    private static long plan(String id) {
        return given().post("/api/reload/" + id + "/plan").then().statusCode(202).extract().jsonPath().getMap("plans", String.class, Long.class)
                .values().iterator().next();
    }

    private int run(String person, StringWriter printed, String... arguments) {
        return new CommandLine(new ReloadCommand()).setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed))
                .setExecutionExceptionHandler(BridgeCommand::told).execute(Stream.concat(Arrays.stream(arguments),
                        Stream.of("--url", home.toString(), "--user", person, "--password=" + person)).toArray(String[]::new));
    }

    private String state() {
        return given().get("/api/syncs/" + sync).jsonPath().getString("state");
    }

    private void report(String system, String id) {
        template.requestBody("sync:" + sync + "/" + system, List.of(systems.get(sync + "-" + system).report(id)));
    }

    private static boolean holds(MemorySystem system, String field, String value) {
        return system.all().values().stream().anyMatch(row -> value.equals(row.get(field)));
    }
}
