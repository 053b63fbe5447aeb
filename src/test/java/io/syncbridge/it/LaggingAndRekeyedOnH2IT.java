package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.syncbridge.model.Operation;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Systems that show only later what was written to them, and records whose keys are changed. */
@QuarkusTest
@TestProfile(BridgeOnH2.class)
class LaggingAndRekeyedOnH2IT {

    private static int codes;

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    Inbox inbox;

    @Inject
    Deliveries deliveries;

    @Inject
    Reviews reviews;

    @Inject
    SyncLog log;

    private final String code = "C" + ++codes;

    @BeforeEach
    void start() {
        for (String system : List.of("lagging-left", "lagging-right", "lost-left", "lost-right", "renamed-left", "renamed-right")) {
            systems.get(system).clear();
        }
    }

    // ---- systems that lag

    @Test
    void aNewRecordThatDoesNotShowYetIsNotDeleted() {
        MemorySystem left = systems.get("lagging-left");
        MemorySystem right = systems.get("lagging-right");
        right.lag();
        String id = left.put(Map.of("code", code, "name", "v1"), 10);
        report("lagging", "left", id);
        String other = arrived(right);

        poll("lagging", "right");
        awaitLook("lagging", "right", other);
        left.edit(id, Map.of("name", "v2"), 20);
        report("lagging", "left", id);
        right.catchUp();

        await().untilAsserted(() -> assertThat(right.get(other)).containsEntry("name", "v2"));
        assertThat(left.get(id)).containsEntry("name", "v2");
        assertThat(log.find(new LogFilter("lagging", null, id, null, null, null, null), null, 100).items())
                .noneMatch(row -> row.operation() == Operation.DELETE);
        assertThat(reviews.list("lagging", Reviews.State.OPEN, null, 100).items()).isEmpty();
    }

    @Test
    void anEarlierValueIsNotWrittenBackToTheSource() {
        MemorySystem left = systems.get("lagging-left");
        MemorySystem right = systems.get("lagging-right");
        String id = left.put(Map.of("code", code, "name", "v1"), 10);
        report("lagging", "left", id);
        String other = arrived(right);
        var v1 = right.report(other);
        right.lag();
        for (int i = 2; i <= 3; i++) {
            left.edit(id, Map.of("name", "v" + i), 10 * i);
            report("lagging", "left", id);
            String name = "v" + i;
            await().untilAsserted(() -> assertThat(right.get(other)).containsEntry("name", name));
        }

        poll("lagging", "right");
        v1.remove("@time");
        v1.remove("@version");
        template.requestBody("sync:lagging/right", List.of(v1));
        awaitLook("lagging", "right", other);
        assertThat(left.get(id)).containsEntry("name", "v3");
        right.catchUp();
        right.edit(other, Map.of("name", "v1"), 1000);
        report("lagging", "right", other);

        await().untilAsserted(() -> assertThat(left.get(id)).as("set back by a person").containsEntry("name", "v1"));
    }

    @Test
    void aCreateWithoutACertainAnswerIsNotMadeAgainWhileItMayNotShow() {
        MemorySystem left = systems.get("lagging-left");
        MemorySystem right = systems.get("lagging-right");
        right.lag();
        right.breakAtNextWrite();
        String id = left.put(Map.of("code", code, "name", "v1"), 10);
        report("lagging", "left", id);
        String other = arrived(right);
        right.away(false);

        await().until(() -> waiting("lagging").stream().anyMatch(delivery -> delivery.error().startsWith("It is not certain")));
        right.catchUp();
        await().untilAsserted(() -> assertThat(waiting("lagging")).isEmpty());
        assertThat(arrived(right)).isEqualTo(other);
        left.edit(id, Map.of("name", "v2"), 20);
        report("lagging", "left", id);
        await().untilAsserted(() -> assertThat(right.get(other)).containsEntry("name", "v2"));
    }

    private List<Delivery> waiting(String sync) {
        return deliveries.list(sync, Deliveries.State.WAITING, null, 100).items();
    }

    @Test
    void aRecordThatTheBridgeDeletedAndThatShowsStillIsNotRestored() {
        MemorySystem left = systems.get("lagging-left");
        MemorySystem right = systems.get("lagging-right");
        String id = left.put(Map.of("code", code, "name", "v1"), 10);
        report("lagging", "left", id);
        String other = arrived(right);
        right.lag();
        left.remove(id);
        deleted("lagging", "left", id);
        await().untilAsserted(() -> assertThat(right.get(other)).isNull());

        poll("lagging", "right");
        awaitLook("lagging", "right", other);
        assertThat(left.all().values()).noneMatch(row -> code.equals(row.get("code")));
    }

    @Test
    void ofANewRecordThatNeverShowsAPersonIsAskedUntilItShowsAfterAll() {
        MemorySystem left = systems.get("lost-left");
        MemorySystem right = systems.get("lost-right");
        String shown = right.put(Map.of("code", code + "-shown", "name", "shown"), 5);
        hint("lost", "right", shown);
        arrived(left, code + "-shown");
        right.lag();
        String id = left.put(Map.of("code", code, "name", "v1"), 10);
        report("lost", "left", id);
        String other = arrived(right);
        hint("lost", "right", other);

        await().until(() -> reviews.list("lost", Reviews.State.OPEN, null, 100).items().size() == 1);
        assertThat(left.get(id)).containsEntry("name", "v1");
        right.catchUp();
        report("lost", "right", other);
        await().until(() -> reviews.list("lost", Reviews.State.OPEN, null, 100).items().isEmpty());
        assertThat(left.get(id)).containsEntry("name", "v1");
        assertThat(right.get(other)).containsEntry("name", "v1");
    }

    // ---- keys that are changed

    @Test
    void aKeyThatIsChangedMovesItsRecordWhicheverReportComesFirst() {
        MemorySystem left = systems.get("lagging-left");
        MemorySystem right = systems.get("lagging-right");
        String id = left.put(Map.of("code", code, "name", "v1"), 10);
        report("lagging", "left", id);
        String other = arrived(right);
        right.edit(other, Map.of("shelf", "S1"), 11);

        left.remove(id);
        String insertFirst = left.put(Map.of("code", code, "name", "v2"), 20);
        report("lagging", "left", insertFirst);
        await().untilAsserted(() -> assertThat(right.get(other)).containsEntry("name", "v2").containsEntry("shelf", "S1"));
        deleted("lagging", "left", id);

        left.remove(insertFirst);
        String deleteFirst = left.put(Map.of("code", code, "name", "v3"), 30);
        deleted("lagging", "left", insertFirst);
        await().untilAsserted(() -> assertThat(right.get(other)).containsEntry("name", "v3").containsEntry("shelf", "S1"));
        report("lagging", "left", deleteFirst);
        assertThat(reviews.list("lagging", Reviews.State.OPEN, null, 100).items()).isEmpty();
    }

    @Test
    void aSuccessorThatWasTakenForADoubleTakesThePlaceOfWhatIsGone() {
        MemorySystem left = systems.get("lagging-left");
        MemorySystem right = systems.get("lagging-right");
        String id = left.put(Map.of("code", code, "name", "v1"), 10);
        report("lagging", "left", id);
        String other = arrived(right);
        askAboutAnother(left);

        left.remove(id);
        deleted("lagging", "left", id);
        await().untilAsserted(() -> assertThat(right.get(other)).containsEntry("name", "v2"));
        await().until(() -> reviews.list("lagging", Reviews.State.OPEN, null, 100).items().isEmpty());
    }

    @Test
    void aRecordThatAPersonIsAskedAboutIsDeletedLikeAnyOther() {
        MemorySystem left = systems.get("lagging-left");
        MemorySystem right = systems.get("lagging-right");
        String id = left.put(Map.of("code", code, "name", "v1"), 10);
        report("lagging", "left", id);
        String other = arrived(right);
        String doubtful = askAboutAnother(left);

        left.remove(doubtful);
        deleted("lagging", "left", doubtful);
        await().until(() -> inbox.waiting("lagging", "left", List.of(doubtful)).isEmpty());
        await().until(() -> reviews.list("lagging", Reviews.State.OPEN, null, 100).items().isEmpty());
        assertThat(waiting("lagging")).as("what is set aside").isEmpty();
        assertThat(right.get(other)).containsEntry("name", "v1");
    }

    /** Puts another record of the same code there, and returns it when a person has been asked whether it is the same. */
    private String askAboutAnother(MemorySystem left) {
        String another = left.put(Map.of("code", code, "name", "v2"), 20);
        report("lagging", "left", another);
        await().until(() -> reviews.list("lagging", Reviews.State.OPEN, null, 100).items().size() == 1);
        return another;
    }

    @Test
    void recordsThatSwapTheirKeysStayThemselves() {
        MemorySystem left = systems.get("lagging-left");
        MemorySystem right = systems.get("lagging-right");
        String one = left.put(Map.of("code", code, "name", "One"), 10);
        report("lagging", "left", one);
        String otherOne = arrived(right);
        String two = left.put(Map.of("code", code + "-2", "name", "Two"), 10);
        report("lagging", "left", two);
        String otherTwo = arrived(right, code + "-2");

        left.edit(one, Map.of("code", code + "-2", "name", "Two"), 20);
        left.edit(two, Map.of("code", code, "name", "One"), 20);
        int writes = right.writes();
        template.requestBody("sync:lagging/left", List.of(left.report(one), left.report(two)));
        left.edit(one, Map.of("name", "Two, edited"), 30);
        report("lagging", "left", one);

        await().untilAsserted(() -> assertThat(right.get(otherTwo)).containsEntry("code", code + "-2").containsEntry("name", "Two, edited"));
        assertThat(right.get(otherOne)).containsEntry("code", code).containsEntry("name", "One");
        assertThat(right.writes()).isEqualTo(writes + 1);
    }

    @Test
    void aRecordOfWhichItsSystemTellsTheFormerKeyStaysItselfThoughNothingElseOfItDoes() {
        MemorySystem left = systems.get("renamed-left");
        MemorySystem right = systems.get("renamed-right");
        String one = known(code + "-1", "One", "S1");
        String two = known(code + "-2", "Two", "S2");
        String three = known(code + "-3", "Three", "S3");

        left.remove(code + "-1");
        left.remove(code + "-2");
        left.edit(code + "-9", Map.of("code", code + "-9", "name", "Nine"), 20);
        left.edit(code + "-1", Map.of("code", code + "-1", "name", "New"), 20);
        left.edit(code + "-2", Map.of("code", code + "-2", "name", "Three, renamed"), 20);
        left.remove(code + "-3");
        template.requestBody("sync:renamed/left", List.of(former(code + "-9", code + "-1"), left.report(code + "-1"),
                former(code + "-2", code + "-3")));

        await().untilAsserted(() -> assertThat(right.get(one)).containsEntry("name", "Nine").containsEntry("code", code + "-9").containsEntry("shelf", "S1"));
        await().untilAsserted(() -> assertThat(right.get(three)).containsEntry("name", "Three, renamed").containsEntry("code", code + "-2")
                .containsEntry("shelf", "S3"));
        await().untilAsserted(() -> assertThat(right.get(two)).as("overrun").isNull());
        await().untilAsserted(() -> assertThat(right.all().values()).extracting(row -> row.get("name"))
                .containsExactlyInAnyOrder("Nine", "New", "Three, renamed"));
        left.edit(code + "-9", Map.of("name", "Nine, edited"), 30);
        report("renamed", "left", code + "-9");
        template.requestBody("sync:renamed/left", List.of(former(code + "-2", code + "-3")));
        await().untilAsserted(() -> assertThat(right.get(one)).containsEntry("name", "Nine, edited"));
        assertThat(right.all()).hasSize(3);
    }

    @Test
    void aRecordThatIsGoneAndANewOneThatIsLikeItButForItsKeyAreOne() {
        MemorySystem left = systems.get("renamed-left");
        MemorySystem right = systems.get("renamed-right");
        String one = known(code + "-1", "One", "S1");
        String two = known(code + "-2", "Two", "S2");
        left.remove(code + "-1");
        left.remove(code + "-2");
        left.edit(code + "-8", Map.of("code", code + "-8", "name", "One"), 20);
        left.edit(code + "-6", Map.of("code", code + "-6", "name", "Two"), 20);
        left.edit(code + "-7", Map.of("code", code + "-7", "name", "Two"), 20);
        template.requestBody("sync:renamed/left", List.of(left.report(code + "-8"), left.report(code + "-6"), left.report(code + "-7"),
                Map.of("@id", code + "-1", "@operation", "delete"), Map.of("@id", code + "-2", "@operation", "delete")));

        await().untilAsserted(() -> assertThat(right.get(one)).containsEntry("code", code + "-8").containsEntry("shelf", "S1"));
        await().untilAsserted(() -> assertThat(right.get(two)).as("two like it: nothing is guessed").isNull());
        await().until(() -> right.all().size() == 3);
    }

    /** Returns the id of the record on the right, with a field of its own there. */
    private String known(String id, String name, String shelf) {
        systems.get("renamed-left").edit(id, Map.of("code", id, "name", name), 10);
        report("renamed", "left", id);
        String other = arrived(systems.get("renamed-right"), id);
        systems.get("renamed-right").edit(other, Map.of("shelf", shelf), 11);
        return other;
    }

    private Map<String, Object> former(String id, String before) {
        Map<String, Object> report = systems.get("renamed-left").report(id);
        report.put("@formerId", before);
        return report;
    }

    // ---- telling

    private void report(String sync, String system, String id) {
        template.requestBody("sync:" + sync + "/" + system, List.of(systems.get(sync + "-" + system).report(id)));
    }

    private void hint(String sync, String system, String id) {
        template.requestBody("sync:" + sync + "/" + system, List.of(Map.of("@id", id, "@hint", true)));
    }

    private void deleted(String sync, String system, String id) {
        template.requestBodyAndHeaders("sync:" + sync + "/" + system, null, Map.of("SyncRecordId", id, "SyncOperation", "delete"));
    }

    private void poll(String sync, String system) {
        template.requestBody("sync:" + sync + "/" + system + "?action=poll", (Object) null);
    }

    /** Lets the record be looked at, until it is to be looked at again. */
    private void awaitLook(String sync, String system, String id) {
        await().until(() -> {
            boolean waits = inbox.waiting(sync, system, List.of(id)).contains(id);
            if (!waits) {
                hint(sync, system, id);
            }
            return waits && inbox.next(sync, 100, Instant.now()).changes().isEmpty();
        });
    }

    private String arrived(MemorySystem system) {
        return arrived(system, code);
    }

    private String arrived(MemorySystem system, String code) {
        return await().until(() -> system.all().entrySet().stream().filter(row -> code.equals(row.getValue().get("code")))
                .map(Map.Entry::getKey).toList(), found -> found.size() == 1).get(0);
    }
}
