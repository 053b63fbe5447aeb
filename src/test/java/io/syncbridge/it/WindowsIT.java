package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.store.Audit;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that are meant to wait: left to rest, or kept back in quiet hours. */
@QuarkusTest
@TestProfile(BridgeOnH2.class)
class WindowsIT {

    private static int people;

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    Settled settled;

    @Inject
    Audit audit;

    private final String mail = "waiting" + ++people + "@example.org";

    @BeforeEach
    void login() {
        TestPeople.login(TestPeople.OPERATOR);
    }

    @Test
    void aRecordThatIsStillBeingTypedIsNotSentAndThenGoesOutOnceWithItsLastValues() {
        MemorySystem left = systems.get("typed-left");
        MemorySystem right = systems.get("typed-right");
        String id = left.put(Map.of("Mail", mail, "Name", "A"), 10);
        report("typed", "left", id);
        for (String typed : List.of("An", "Ann", "Ann L", "Ann Lee")) {
            left.edit(id, Map.of("Name", typed), 10 + typed.length());
            report("typed", "left", id);
        }

        JsonPath status = status("typed");
        assertThat(status.getLong("held")).isEqualTo(5);
        assertThat(status.getLong("lagSeconds")).isZero();
        assertThat(Instant.parse(status.getString("heldUntil"))).isAfter(Instant.now().plusSeconds(3000));
        assertThat(status.getBoolean("quiet")).isFalse();
        int writes = right.writes();

        given().post("/api/syncs/typed/send").then().statusCode(200);
        await().until(() -> holds(right, "Ann Lee"));
        settled.await("typed");
        assertThat(right.writes()).isEqualTo(writes + 1);
        assertThat(status("typed").getString("heldUntil")).isNull();
        assertThat(audit.list(null, 1).items()).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("send");
            assertThat(entry.person()).isEqualTo(TestPeople.OPERATOR);
        });
    }

    @Test
    void aRecordThatRestsIsSentByItselfWhetherOrNotOthersAreStillBeingTyped() {
        MemorySystem left = systems.get("typed-left");
        MemorySystem right = systems.get("typed-right");
        report("typed", "left", left.put(Map.of("Mail", "typing" + mail, "Name", "Still Typ"), 10));

        report("typed", "right", right.put(Map.of("email", mail, "name", "Ready Rita"), 10));

        await().until(() -> left.all().values().stream().anyMatch(row -> "Ready Rita".equals(row.get("Name"))));
        assertThat(holds(right, "Still Typ")).isFalse();
        given().post("/api/syncs/typed/send").then().statusCode(200);
        await().until(() -> holds(right, "Still Typ"));
    }

    @Test
    void inQuietHoursNothingIsDeliveredUntilAPersonSendsWhatWaitsAndOnlyThat() throws Exception {
        assumeTrue(LocalTime.now(ZoneOffset.UTC).isBefore(LocalTime.of(23, 57)), "The sync's quiet hours are about to end.");
        MemorySystem left = systems.get("nightly-left");
        MemorySystem right = systems.get("nightly-right");
        report("nightly", "left", left.put(Map.of("Mail", mail, "Name", "Nora Night"), 10));

        JsonPath status = status("nightly");
        assertThat(status.getBoolean("quiet")).isTrue();
        assertThat(status.getLong("held")).isEqualTo(1);
        assertThat(status.getString("heldUntil")).endsWith("T23:59:00Z");
        assertThat(given().get("/console").asString()).contains("Quiet hours: nothing is delivered, and 1 change waits until").contains("send-nightly");
        assertThat(right.all()).isEmpty();

        ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("io.syncbridge:type=Sync,name=nightly"), "send", null, null);
        await().until(() -> holds(right, "Nora Night"));
        await().until(() -> status("nightly").getBoolean("quiet"));

        report("nightly", "left", left.put(Map.of("Mail", "later" + mail, "Name", "Lara Later"), 20));
        long run = given().contentType(ContentType.JSON).body(Map.of("sync", "nightly", "kind", "backfill")).post("/api/runs")
                .jsonPath().getLong("id");
        await().untilAsserted(() -> assertThat(given().get("/api/runs/" + run).jsonPath().getString("message"))
                .startsWith("Waits for the end of the quiet hours"));
        assertThat(holds(right, "Lara Later")).isFalse();
        TestPeople.login(TestPeople.ADMIN);
        given().post("/api/runs/" + run + "/cancel");
        given().post("/api/syncs/nightly/send");
        await().until(() -> holds(right, "Lara Later"));
    }

    private void report(String sync, String system, String id) {
        template.requestBody("sync:" + sync + "/" + system, List.of(systems.get(sync + "-" + system).report(id)));
    }

    private static boolean holds(MemorySystem right, String name) {
        return right.all().values().stream().anyMatch(row -> name.equals(row.get("name")));
    }

    private static JsonPath status(String sync) {
        return given().get("/api/syncs/" + sync).jsonPath();
    }
}
