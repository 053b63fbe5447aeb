package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.command.BrakesCommand;
import io.syncbridge.operate.command.BridgeCommand;
import io.syncbridge.operate.command.FailuresCommand;
import io.syncbridge.operate.command.LogCommand;
import io.syncbridge.operate.command.NotifyCommand;
import io.syncbridge.operate.command.PlanCommand;
import io.syncbridge.operate.command.ReviewsCommand;
import io.syncbridge.operate.command.StatusCommand;
import io.syncbridge.operate.command.SyncCommand;
import io.syncbridge.operate.command.SystemsCommand;
import io.syncbridge.store.Audit;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Pauses;
import io.syncbridge.store.Things;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What machines and terminals learn about the running bridge. */
@QuarkusTest
@TestProfile(BridgeOnH2.class)
class MonitoringIT {

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    ConsumerTemplate consumer;

    @Inject
    Things things;

    @Inject
    Deliveries deliveries;

    @Inject
    Pauses pauses;

    @Inject
    Audit audit;

    @TestHTTPResource("/")
    URI home;

    @BeforeEach
    void login() {
        TestPeople.login(TestPeople.VIEWER);
    }

    @Test
    void aSyncIsPausedAndResumedThroughJmx() throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        var bean = new ObjectName("io.syncbridge:type=Sync,name=newest");
        assertThat(server.getAttribute(bean, "State")).isEqualTo("running");
        assertThat((long) server.getAttribute(bean, "Waiting")).isNotNegative();

        server.invoke(bean, "pause", null, null);
        assertThat(pauses.isPaused("newest")).isTrue();
        assertThat(server.getAttribute(bean, "State")).isEqualTo("paused");
        server.invoke(bean, "resume", null, null);
        assertThat(pauses.isPaused("newest")).isFalse();
        server.invoke(bean, "poll", null, null);
        assertThat(audit.list(null, 3).items()).extracting(Audit.Entry::action).containsExactly("poll", "resume", "pause");
        assertThat(audit.list(null, 3).items()).extracting(Audit.Entry::person).containsOnly("jmx");
    }

    @Test
    void aSystemThatIsDownIsReportedAndTheBridgeStaysReady() {
        MemorySystem first = systems.get("three-a");
        String id = first.put(Map.of("code", "down", "title", "Dora Down"), 10);
        systems.get("three-b").away(true);
        try {
            template.requestBody("sync:three/a", List.of(first.report(id)));
            await().until(() -> given().get("/api/syncs/three").jsonPath(), three ->
                    three.getLong("waiting") + three.getLong("retrying") > 0);
            given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("store"));
            given().get("/q/health/live").then().statusCode(200);
            await().untilAsserted(() -> {
                given().get("/q/health/well").then().statusCode(503).body("checks.data.b", hasItem(containsString("away")));
                given().get("/q/metrics").then().body(containsString("syncbridge_system_up{system=\"b\"} 0.0"));
                given().get("/api/syncs/three").then().body("state", equalTo("SYSTEM_DOWN"), "why", containsString("b is left alone"));
                given().get("/q/health/well").then().body("checks.data.three", hasItem(containsString("system down")));
                given().get("/q/metrics").then().body(containsString("syncbridge_state{state=\"system down\",sync=\"three\"} 1.0"));
                assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName("io.syncbridge:type=Sync,name=three"), "State"))
                        .isEqualTo("system down");
                assertThat(status()).containsPattern("three +system down").contains("three: system down: b is left alone");
                given().accept("text/html").get("/console").then().body(containsString("b is left alone until"));
            });
            assertThat(notified("System b does not answer since")).contains("\"over\":false", "/console");
        } finally {
            systems.get("three-b").away(false);
        }
        await().untilAsserted(() ->
                assertThat(systems.get("three-b").all().values()).anySatisfy(row ->
                        assertThat(row).containsEntry("code", "down")));
        assertThat(notified("System b answers again.")).contains("\"over\":true").doesNotContain("does not answer");
    }

    @Test
    void theNotificationsAreTriedFromATerminal() {
        var printed = new StringWriter();
        assertThat(run(new NotifyCommand(), printed, TestPeople.VIEWER, "test")).as("a viewer may not").isNotZero();
        assertThat(run(new NotifyCommand(), printed, TestPeople.OPERATOR, "test", "nobody")).isNotZero();
        printed.getBuffer().setLength(0);
        assertThat(run(new NotifyCommand(), printed, TestPeople.OPERATOR, "test", "probe")).isZero();
        assertThat(printed.toString()).contains("ok  probe");
        assertThat(notified("This is a test")).isNotEmpty();
        given().get("/api/notifications").then().body("receiver", hasItem("probe")).body("about[0]", hasItem("systems"));
    }

    @Test
    void aSyncIsHeldAndDrivenFromATerminal() {
        var printed = new StringWriter();
        assertThat(run(new SyncCommand.Pause(), printed, TestPeople.OPERATOR, "newest", "latest")).as("the second is not known").isEqualTo(5);
        assertThat(printed.toString()).contains("newest: paused").contains("No sync is called 'latest'");
        assertThat(pauses.isPaused("newest")).isTrue();
        assertThat(run(new SyncCommand.Resume(), printed, TestPeople.OPERATOR, "newest")).isZero();
        assertThat(printed.toString()).contains("newest: running");
        assertThat(run(new SyncCommand.Poll(), printed, TestPeople.OPERATOR, "newest")).isZero();
        assertThat(printed.toString()).contains("newest: asking ");

        assertThat(run(new SyncCommand.Pause(), printed, TestPeople.VIEWER, "newest")).as("a viewer may not").isEqualTo(4);
        assertThat(run(new SyncCommand.Pause(), printed, "nobody", "newest")).as("nobody has this name").isEqualTo(4);
        assertThat(new CommandLine(new SyncCommand.Pause()).setErr(new PrintWriter(printed)).setExecutionExceptionHandler(BridgeCommand::told)
                .execute("newest", "--url", "http://127.0.0.1:1")).isEqualTo(3);
        assertThat(run(new SyncCommand.Pause(), printed, TestPeople.OPERATOR)).isEqualTo(2);
    }

    @Test
    void everyListIsPrintedAsTableJsonAndCsv() {
        MemorySystem left = systems.get("truth-left");
        String id = left.put(Map.of("Mail", "listed@example.org", "Name", "Lilo Listed"), 10);
        template.requestBody("sync:truth/left", List.of(left.report(id)));
        await().untilAsserted(() -> assertThat(given().get("/api/log?record=" + id + "&sync=truth").jsonPath().getList("items")).isNotEmpty());
        var lists = Map.<Supplier<Object>, List<String>>of(StatusCommand::new, List.of(), SystemsCommand::new, List.of(),
                LogCommand::new, List.of("--sync", "truth"), FailuresCommand::new, List.of("list"), BrakesCommand::new, List.of("list"),
                ReviewsCommand::new, List.of("list"));
        lists.forEach((command, arguments) -> {
            for (String format : List.of("table", "json", "csv")) {
                var printed = new StringWriter();
                String[] all = Stream.concat(arguments.stream(), Stream.of("-o", format)).toArray(String[]::new);
                assertThat(run(command.get(), printed, TestPeople.VIEWER, all)).as("%s as %s", command.get().getClass(), format).isBetween(0, 1);
                assertThat(printed.toString()).matches(format.equals("json") ? "(?s)[{\\[].*" : "(?s)\\w.*").matches(
                        text -> format.equals("csv") == text.lines().findFirst().orElse("").contains(","));
            }
        });
        var printed = new StringWriter();
        run(new LogCommand(), printed, TestPeople.VIEWER, "--sync", "truth", "--record", id, "-o", "csv", "-n", "1");
        assertThat(printed.toString()).startsWith("at,sync,status,operation,from,to,fields,rule,error\r\n").contains("left/" + id);
    }

    @Test
    void progressIsShownOnlyToSomebodyWhoLooks() {
        var printed = new StringWriter();
        assertThat(run(new PlanCommand(), printed, TestPeople.OPERATOR, "truth", "-o", "csv")).isBetween(0, 1);
        assertThat(printed.toString()).doesNotContain("\r[").doesNotContain("records/s").contains(",");
    }

    /** Waits for the message that says so, and passes over others. */
    private String notified(String text) {
        return await().until(() -> consumer.receiveBodyNoWait("seda:notified?discardWhenFull=true", String.class),
                message -> message != null && message.contains(text));
    }

    @Test
    void aPollThatFailsAgainAndAgainIsShownWithItsReason() {
        systems.get("three-a").away(true);
        try {
            template.sendBody("sync:three/a?action=poll", null);
            await().untilAsserted(() -> assertThat(given().get("/api/syncs/three").jsonPath().getList("failingPolls")).isNotEmpty());
            given().get("/api/syncs/three").then().body("failingPolls[0].system", equalTo("a"))
                    .body("failingPolls[0].why", containsString("away")).body("failingPolls[0].since", notNullValue())
                    .body("failingPolls[0].times", greaterThan(1));
            given().get("/q/health/well").then().statusCode(503).body("checks.data.three", hasItem(containsString("poll failing: Polling a has failed")));
            await().untilAsserted(() -> given().get("/q/metrics").then().body(containsString("syncbridge_polls_failing{sync=\"three\"} 1.0")));
            assertThat(given().get("/console").asString()).contains("Polling a has failed").contains("away");
            var printed = new StringWriter();
            assertThat(run(new StatusCommand(), printed, TestPeople.VIEWER)).isEqualTo(1);
            assertThat(printed.toString()).contains("three: poll failing since ").contains("Polling a has failed").contains("away");
        } finally {
            systems.get("three-a").away(false);
        }
        await().untilAsserted(() -> assertThat(given().get("/api/syncs/three").jsonPath().getList("failingPolls")).isEmpty());
    }

    @Test
    void theMetricsTellOfEverySync() {
        MemorySystem left = systems.get("truth-left");
        String id = left.put(Map.of("Mail", "metric@example.org", "Name", "Meta Metric"), 10);
        template.requestBody("sync:truth/left", List.of(left.report(id)));

        await().untilAsserted(() -> given().get("/q/metrics").then().statusCode(200)
                .body(containsString("syncbridge_outcomes_total{outcome=\"success\",sync=\"truth\",system=\"right\"}"))
                .body(containsString("syncbridge_delivery_seconds_count{sync=\"truth\",system=\"right\"}")));
        for (String gauge : List.of("waiting", "lag_seconds", "retrying", "failed", "reviews", "running")) {
            given().get("/q/metrics").then().body(containsString("syncbridge_" + gauge + "{sync=\"truth\"}"));
        }
        given().get("/q/metrics").then().body(containsString("syncbridge_system_up{system=\"right\"}"))
                .body(containsString("syncbridge_system_clock_offset_seconds{system=\"right\"}"));
    }

    @Test
    void aSystemsCallsAndASyncsHistoryAreShownByTheHour() {
        MemorySystem left = systems.get("truth-left");
        String id = left.put(Map.of("Mail", "history@example.org", "Name", "Hilde History"), 10);
        template.requestBody("sync:truth/left", List.of(left.report(id)));
        await().untilAsserted(() -> {
            given().get("/api/systems/right?span=week").then().statusCode(200).body("circuit", notNullValue()).body("steps", hasSize(56))
                    .body("steps[55].calls", greaterThan(0)).body("syncs", hasItem("truth"));
            given().get("/api/syncs/truth/history").then().body("steps", hasSize(24)).body("steps[23].successes", greaterThan(0))
                    .body("steps[23].lagSeconds", notNullValue());
        });
        given().accept("text/html").get("/console/systems/right").then().statusCode(200).body(containsString("Slowest answer")).body(containsString("succeeded: "));
        given().accept("text/html").get("/console/history/truth?span=month").then().statusCode(200).body(containsString("Open reviews")).body(containsString("success: "));
        given().accept("text/html").get("/console/history/truth?span=").then().statusCode(200);
        given().get("/console/history/nothing").then().statusCode(404);
        given().get("/console/systems/nothing").then().statusCode(404);
        given().get("/api/systems/right?span=year").then().statusCode(400).body("detail", containsString("day, week, month"));
    }

    @Test
    void aRecordIsFoundByPartsOfItsValuesAndByTheWholeOfAPrivateOne() {
        MemorySystem left = systems.get("apart-left");
        String id = left.put(Map.of("Mail", "sought@example.org", "Name", "Z\u00f6e Quandt-Sucher", "Phone", "+49 30 771234"), 10);
        template.requestBody("sync:apart/left", List.of(left.report(id)));
        await().untilAsserted(() -> given().queryParam("value", "quandt zoe").get("/api/records/search").then().statusCode(200)
                .body("sync", hasItem("apart")).body("values", hasItem(containsString("Quandt-Sucher"))));

        given().queryParam("value", "SUCHER").get("/api/records/search").then().body("$", hasSize(1));
        given().queryParam("value", "771234").get("/api/records/search").then().body("$", hasSize(0));
        String phone = things.load("apart", List.of(new RecordRef("left", id)), List.of()).things().values().iterator().next().base().values()
                .get("phone").toString();
        given().queryParam("value", phone).get("/api/records/search").then().body("$", hasSize(1)).body("[0].values", not(containsString("771234")));
        given().queryParam("value", "zo").get("/api/records/search").then().statusCode(400);
        given().accept("text/html").queryParam("id", "quandt").get("/console/records").then().statusCode(200).body(containsString("Quandt-Sucher"));
        given().accept("text/html").queryParam("id", "%_%").get("/console/records").then().statusCode(200).body(containsString("Nothing is known by"));
    }

    @Test
    void theStatusCommandTellsWhatNeedsAPersonByItsExitCode() {
        var printed = new StringWriter();
        int code = run(new StatusCommand(), printed, TestPeople.VIEWER);
        assertThat(code).as("a file of the tests has mistakes").isEqualTo(1);
        assertThat(printed.toString()).contains("newest").contains("running").contains("broken.sync.yaml");
        assertThat(printed.toString().lines()).as("a row has a value for each column")
                .filteredOn(line -> line.matches("(sync|newest) .*")).hasSize(2)
                .allSatisfy(line -> assertThat(line.replace(" s ", "s ").trim().split("\\s+")).hasSize(9));

        printed.getBuffer().setLength(0);
        run(new StatusCommand(), printed, TestPeople.VIEWER, "--json");
        assertThat(printed.toString()).startsWith("{").contains("\"lagSeconds\"");
    }

    private String status() {
        var printed = new StringWriter();
        run(new StatusCommand(), printed, TestPeople.VIEWER);
        return printed.toString();
    }

    @Test
    void reviewsAreSettledFromATerminalByThoseWhoMay() {
        var printed = new StringWriter();
        assertThat(run(new ReviewsCommand(), printed, TestPeople.VIEWER, "list", "--sync", "nothing")).isZero();
        assertThat(printed.toString()).contains("0 open");
        assertThat(run(new ReviewsCommand(), printed, TestPeople.VIEWER, "settle", "1", "--take", "left"))
                .as("a viewer may not settle").isNotZero();
        assertThat(run(new ReviewsCommand(), printed, TestPeople.OPERATOR, "settle", "987654", "--value", "x")).isEqualTo(1);
        assertThat(printed.toString()).contains("0 settled");
        assertThat(run(new ReviewsCommand(), printed, TestPeople.OPERATOR, "settle", "987654", "--value", "delete"))
                .as("nobody can be asked whether to delete").isEqualTo(2);
        assertThat(printed.toString()).contains("Say --yes");
    }

    /** Runs the command as the person. */
    private int run(Object command, StringWriter printed, String person, String... arguments) {
        String[] connection = {"--url", home.toString(), "--user", person, "--password=" + person};
        String[] all = Stream.concat(Arrays.stream(arguments), Arrays.stream(connection)).toArray(String[]::new);
        return new CommandLine(command).setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed))
                .setExecutionExceptionHandler(BridgeCommand::told).execute(all);
    }
}
