package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.component.ReportKeys;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.pipeline.Retention;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Runs;
import io.syncbridge.store.StoreDatabase;
import io.syncbridge.store.StoreSql;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import io.syncbridge.store.SyncLog.Status;
import io.syncbridge.store.Things;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stories of two and three systems, told against the running application; run on each kind of store. */
abstract class TwoWaySyncScenarios {

    /** More than the bridge writes by one transaction. */
    private static final int LARGE = 1600;

    private static int people;

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    Inbox inbox;

    @Inject
    Settled settled;

    @Inject
    SyncLog log;

    @Inject
    Reviews reviews;

    @Inject
    Things things;

    @Inject
    Deliveries deliveries;

    @Inject
    Runs runs;

    @Inject
    Retention retention;

    @Inject
    StoreDatabase store;

    @BeforeAll
    static void login() {
        TestPeople.login(TestPeople.OPERATOR);
    }

    private final String mail = "person" + ++people + "@example.org";

    @Test
    void nothingIsCreatedInAPolledSystemBeforeItsFirstScanIsThrough() {
        template.getCamelContext().getEndpoint("sync:asked/right?action=poll");
        MemorySystem left = systems.get("asked-left");
        MemorySystem right = systems.get("asked-right");
        String spelt = right.put(Map.of("email", mail.toUpperCase() + " ", "first", "Ann", "last", "Lee"), 10);
        String other = "other-" + mail;
        report("asked", "left", left.put(Map.of("Mail", mail, "Name", "Ann Lee"), 10));
        report("asked", "left", left.put(Map.of("Mail", other, "Name", "Bo Day"), 10));
        await().until(() -> deliveries.list("asked", Deliveries.State.WAITING, null, 10).items().size() == 2);
        assertThat(deliveries.list("asked", Deliveries.State.WAITING, null, 10).items())
                .allSatisfy(one -> assertThat(one.error()).contains("Waits for the first scan of right"));
        assertThat(withMail(right, "email", other)).isEmpty();

        template.sendBody("sync:asked/right?action=poll", null);

        arrived(right, other);
        await().until(() -> deliveries.list("asked", Deliveries.State.WAITING, null, 10).items().isEmpty());
        assertThat(withMail(right, "email", mail)).as("no doubles").isEmpty();
        assertThat(withMail(left, "Mail", mail)).hasSize(1);
        assertThat(rows("asked", spelt)).anySatisfy(row -> assertThat(row.rule()).isEqualTo("paired: match on mail"));
    }

    @Test
    void recordsWithOneMarkerAreAPairInANewStoreThoughTheMatchFieldIsBlank() {
        MemorySystem left = systems.get("asked-left");
        MemorySystem right = systems.get("asked-right");
        String marker = "syncbridge:" + UlidCreator.getUlid();
        String one = left.put(Map.of("Name", "Cy Fox", "by", marker), 10);
        String other = right.put(Map.of("first", "Cy", "last", "Fox", "meta", Map.of("by", marker)), 10);
        RestAssured.given().post("/api/syncs/asked/pause").then().statusCode(200);
        report("asked", "left", one);
        report("asked", "right", other);
        RestAssured.given().post("/api/syncs/asked/resume").then().statusCode(200);
        settled.await("asked");
        await().untilAsserted(() -> assertThat(things.search(one, 10)).extracting(found -> found.record().recordId())
                .containsExactlyInAnyOrder(one));
        assertThat(things.search(one, 10).get(0).syncId()).isEqualTo(things.search(other, 10).get(0).syncId()).isEqualTo(marker.substring(11));
        assertThat(right.all().values()).filteredOn(row -> "Fox".equals(row.get("last"))).hasSize(1);
    }

    @Test
    void aMarkerMayLieWithinAnObject() {
        MemorySystem left = systems.get("asked-left");
        MemorySystem right = systems.get("asked-right");
        String id = left.put(Map.of("Mail", mail, "Name", "Ann Lee"), 10);
        report("asked", "left", id);
        String other = arrived(right, mail);

        assertThat(right.get(other)).containsEntry("meta", Map.of("by", "syncbridge:" + things.search(id, 10).get(0).syncId()));
    }

    @Test
    void aRecordWithTheSameMarkerIsAskedForWhereTheMatchFieldIsBlank() {
        MemorySystem left = systems.get("newest-left");
        MemorySystem right = systems.get("newest-right");
        String marker = "syncbridge:" + UlidCreator.getUlid();
        String one = left.put(Map.of("Name", "Cy Roe", "by", marker), 10);
        String other = right.put(Map.of("first", "Cy", "last", "Roe", "by", marker), 10);
        report("newest", "left", one);
        settled.await("newest");
        await().untilAsserted(() -> assertThat(things.search(other, 10)).extracting(found -> found.syncId()).containsExactly(marker.substring(11)));
        assertThat(right.all().values()).filteredOn(row -> "Roe".equals(row.get("last"))).hasSize(1);
    }

    @Test
    void aNewRecordArrivesOnceAndItsEchoIsNotWrittenBack() {
        MemorySystem left = systems.get("newest-left");
        String id = left.put(Map.of("Mail", mail.toUpperCase(), "Name", "Ann Lee", "Phone", "(415) 555-2671"), 10);
        report("newest", "left", id);

        MemorySystem right = systems.get("newest-right");
        String other = arrived(right, mail);
        assertThat(right.get(other)).containsEntry("first", "Ann").containsEntry("last", "Lee")
                .containsEntry("contact", Map.of("phone", "+14155552671"));

        int writes = left.writes() + right.writes();
        report("newest", "right", other);
        report("newest", "right", other);
        report("newest", "left", id);
        settled.await("newest");
        assertThat(left.writes() + right.writes()).isEqualTo(writes);
        assertThat(rows("newest", other)).singleElement().satisfies(row -> {
            assertThat(row.status()).isEqualTo(Status.SUCCESS);
            assertThat(row.sourceRecordId()).isEqualTo(id);
            assertThat(row.targetRecordId()).isEqualTo(other);
            assertThat(row.fields()).containsExactly("mail", "name", "phone");
        });
    }

    @Test
    void aSourceThatOnlyPushesIsNeverTakenForEmpty() {
        MemorySystem right = systems.get("pushed-right");
        for (String source : List.of("left", "silent")) {
            String pushed = source + mail;
            push(source, pushed, Map.of("Name", "Ann"));
            String id = arrived(right, "Mail", pushed);

            push(source, pushed, Map.of(ReportKeys.HINT, true));
            push(source, pushed, Map.of("Name", "Ann again"));
            await().untilAsserted(() -> assertThat(right.get(id)).as("told by " + source).containsEntry("Name", "Ann again"));
            push(source, "other-" + pushed, Map.of("Name", "Other"));
            arrived(right, "Mail", "other-" + pushed);
            assertThat(right.get(id)).as("what %s does not find is not missing", source).isNotNull();

            push(source, pushed, Map.of(ReportKeys.OPERATION, "delete"));
            await().untilAsserted(() -> assertThat(right.get(id)).as("a delete that is told").isNull());
        }
    }

    @Test
    void whatASystemThatShowsNothingDoesNotShowIsNotGoneWhenItIsWrittenComparedOrUndone() {
        MemorySystem left = systems.get("queued-left");
        MemorySystem right = systems.get("queued-right");
        String id = left.put(Map.of("Mail", mail, "Name", "Ann"), 10);
        template.requestBody("sync:queued/left", List.of(Map.of(ReportKeys.ID, id, "Mail", mail, "Name", "Ann")));
        String other = arrived(right, "Mail", mail);
        settled.await("queued");
        Instant from = Instant.now();

        right.edit(other, Map.of("Name", "Ann Lee"), 20);
        report("queued", "right", other);
        awaited(() -> assertThat(left.get(id)).as("written without being read").containsEntry("Name", "Ann Lee"));
        settled.await("queued");
        assertThat(right.get(other)).containsEntry("Name", "Ann Lee");
        assertThat(run("queued", "compare", Map.of()).getMap("tally")).as("what is not shown is not missing").doesNotContainKey("vanished");

        TestPeople.login(TestPeople.ADMIN);
        try {
            JsonPath plan = run("queued", "undo", Map.of("from", from.toString()));
            assertThat(plan.getMap("tally")).isEqualTo(Map.of("put back", 2));
            run("queued", "undo", Map.of("plan", plan.getLong("id")));
        } finally {
            TestPeople.login(TestPeople.OPERATOR);
        }
        awaited(() -> assertThat(left.get(id)).containsEntry("Name", "Ann"));
        assertThat(right.get(other)).containsEntry("Name", "Ann");
    }

    private static JsonPath run(String sync, String kind, Map<String, Object> parameters) {
        long id = RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", sync, "kind", kind, "parameters", parameters))
                .post("/api/runs").then().statusCode(201).extract().jsonPath().getLong("id");
        return await().until(() -> RestAssured.get("/api/runs/" + id).jsonPath(),
                run -> List.of("DONE", "FAILED").contains(run.getString("state")));
    }

    private void push(String source, String mail, Map<String, Object> told) {
        var report = new HashMap<>(told);
        report.put("key", mail);
        report.put("Mail", mail);
        template.requestBody("sync:pushed/" + source, List.of(report));
    }

    @Test
    void anUpdateCarriesOnlyWhatChanged() {
        Pair pair = pair("newest");
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Smith"), 20);
        report("newest", "left", pair.leftId());

        await().untilAsserted(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Smith"));
        settled.await("newest");
        assertThat(rows("newest", pair.rightId()).get(0).fields()).containsExactly("name");
    }

    @Test
    void aKeyThatAPersonTakesOutOfARecordIsABlankAndOneThatAReportLeavesOutIsNot() {
        Pair pair = pair("newest");
        pair.left().edit(pair.leftId(), Map.of("Phone", "(415) 555-2671"), 20);
        report("newest", "left", pair.leftId());
        awaited(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("contact", Map.of("phone", "+14155552671")));
        settled.await("newest");
        Map<String, Object> partial = pair.left().report(pair.leftId());
        partial.remove("Phone");
        partial.put(ReportKeys.TIME, Instant.now().toString());
        partial.put(ReportKeys.VERSION, "other");
        template.requestBody("sync:newest/left", List.of(partial));
        settled.await("newest");
        assertThat(pair.right().get(pair.rightId())).containsEntry("contact", Map.of("phone", "+14155552671"));

        pair.left().drop(pair.leftId(), "Phone", 100_000_000);
        report("newest", "left", pair.leftId());
        awaited(() -> assertThat(((Map<?, ?>) pair.right().get(pair.rightId()).get("contact")).get("phone")).isNull());
        settled.await("newest");
        assertThat(pair.left().get(pair.leftId())).doesNotContainKey("Phone");
    }

    @Test
    void theLastWriteWinsAndTheLoserIsInTheLog() {
        Pair pair = pair("newest");
        pair.left().edit(pair.leftId(), Map.of("Name", "Older Edit"), 100);
        pair.right().edit(pair.rightId(), Map.of("last", "Newer"), 200);
        report("newest", "left", pair.leftId());
        report("newest", "right", pair.rightId());

        await().untilAsserted(() -> assertThat(pair.left().get(pair.leftId())).containsEntry("Name", "Ann Newer"));
        settled.await("newest");
        assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Newer");
        assertThat(conflicts("newest", pair.leftId())).anySatisfy(row ->
                assertThat(row.details().toString()).contains("Older Edit").contains("Ann Newer"));
    }

    @Test
    void aClockThatIsAheadWinsNothing() {
        MemorySystem punctual = systems.get("skewed-punctual");
        MemorySystem hasty = systems.get("skewed-hasty");
        hasty.ahead(Duration.ofHours(1));
        String id = punctual.put(Map.of("Mail", mail, "Name", "Ann Lee"), 10);
        report("skewed", "punctual", id);
        String other = arrived(hasty, mail);
        settled.await("skewed");

        hasty.edit(other, Map.of("last", "Older"), 100);
        punctual.edit(id, Map.of("Name", "Ann Newer"), 200);
        report("skewed", "hasty", other);
        report("skewed", "punctual", id);

        await().untilAsserted(() -> assertThat(hasty.get(other)).containsEntry("last", "Newer"));
        settled.await("skewed");
        assertThat(punctual.get(id)).containsEntry("Name", "Ann Newer");
        RestAssured.get("/api/systems").then().body("find { it.system == 'hasty' }.clockOffset", org.hamcrest.Matchers.greaterThan(3590f));
    }

    @Test
    void theSourceOfTruthWinsWhoeverWasLast() {
        Pair pair = pair("truth");
        pair.right().edit(pair.rightId(), Map.of("last", "True"), 100);
        pair.left().edit(pair.leftId(), Map.of("Name", "Later But Wrong"), 200);
        report("truth", "left", pair.leftId());
        report("truth", "right", pair.rightId());

        await().untilAsserted(() -> assertThat(pair.left().get(pair.leftId())).containsEntry("Name", "Ann True"));
        settled.await("truth");
        assertThat(pair.right().get(pair.rightId())).containsEntry("last", "True");
    }

    @Test
    void fieldsAreMerged() {
        Pair pair = pair("merge");
        pair.left().edit(pair.leftId(), Map.of("Name", "Merged Name"), 100);
        pair.right().edit(pair.rightId(), Map.of("contact", Map.of("phone", "+14155550123")), 200);
        report("merge", "left", pair.leftId());
        report("merge", "right", pair.rightId());

        await().untilAsserted(() -> {
            assertThat(pair.left().get(pair.leftId())).containsEntry("Phone", "(415) 555-0123").containsEntry("Name", "Merged Name");
            assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Name");
        });
    }

    @Test
    void aReviewLeavesTheFieldAloneUntilAPersonSettlesIt() {
        Pair pair = pair("asked");
        pair.left().edit(pair.leftId(), Map.of("Name", "Left Says"), 100);
        pair.right().edit(pair.rightId(), Map.of("last", "RightSays"), 200);
        report("asked", "left", pair.leftId());
        report("asked", "right", pair.rightId());

        await().untilAsserted(() -> assertThat(open("asked")).isNotEmpty());
        settled.await("asked");
        assertThat(pair.left().get(pair.leftId())).containsEntry("Name", "Left Says");
        assertThat(pair.right().get(pair.rightId())).containsEntry("last", "RightSays");

        pair.left().edit(pair.leftId(), Map.of("Phone", "(415) 555-0199"), 300);
        report("asked", "left", pair.leftId());
        await().untilAsserted(() -> assertThat(pair.right().get(pair.rightId()))
                .containsEntry("contact", Map.of("phone", "+14155550199")));

        RestAssured.given().contentType("application/json").body(Map.of("value", "Anna Settled"))
                .post("/api/reviews/" + open("asked").get(0).id() + "/settle").then().statusCode(202);
        await().untilAsserted(() -> {
            assertThat(pair.left().get(pair.leftId())).containsEntry("Name", "Anna Settled");
            assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Settled");
        });
        await().untilAsserted(() -> assertThat(open("asked")).isEmpty());
    }

    @Test
    void deletesSpreadByPolicyAndAreNotUndoneByLateReports() {
        Pair pair = pair("merge");
        Map<String, Object> late = pair.left().report(pair.leftId());
        pair.left().remove(pair.leftId());
        template.requestBodyAndHeaders("sync:merge/left", null, Map.of("SyncRecordId", pair.leftId(), "SyncOperation", "delete"));
        await().untilAsserted(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("gone", true));

        template.requestBody("sync:merge/left", List.of(late));
        settled.await("merge");
        assertThat(pair.left().get(pair.leftId())).isNull();
        assertThat(pair.right().get(pair.rightId())).containsEntry("gone", true);
    }

    @Test
    void aSoftDeletedRecordThatIsTakenBackComesBackEverywhere() {
        Pair pair = pair("merge");
        pair.right().edit(pair.rightId(), Map.of("gone", true), 100);
        report("merge", "right", pair.rightId());
        await().untilAsserted(() -> assertThat(pair.left().get(pair.leftId())).isNull());

        pair.right().edit(pair.rightId(), Map.of("gone", false), 200);
        report("merge", "right", pair.rightId());
        await().untilAsserted(() -> assertThat(withMail(pair.left(), "Mail", pair.mail())).hasSize(1));
    }

    @Test
    void whatWasEditedJustBeforeASoftDeleteIsInTheLogWhenTheBridgeWritesOverIt() {
        Pair pair = pair("merge");
        pair.right().edit(pair.rightId(), Map.of("last", "Early", "gone", true), 100);
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Later"), 200);
        report("merge", "right", pair.rightId());

        await().untilAsserted(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("gone", false).containsEntry("last", "Later"));
        await().untilAsserted(() -> assertThat(rows("merge", pair.rightId())).anySatisfy(row -> {
            assertThat(row.status()).isEqualTo(Status.CONFLICT);
            assertThat(row.details().toString()).contains("Early");
        }));
        assertThat(pair.left().get(pair.leftId())).containsEntry("Name", "Ann Later");
    }

    @Test
    void whatIsTakenBackInOneSystemAndCreatedAnewInAnotherIsOneThing() {
        Pair pair = deletedPair();
        String anew = pair.left().put(Map.of("Mail", mail, "Name", "Ann Anew"), 100);
        pair.right().edit(pair.rightId(), Map.of("gone", false), 110);
        report("merge", "right", pair.rightId());
        report("merge", "left", anew);

        assertOneThing(pair, anew);
    }

    @Test
    void whatIsTakenBackJoinsWhatWasCreatedInItsPlace() {
        Pair pair = deletedPair();
        pair.right().refuse("not now");
        String anew = pair.left().put(Map.of("Mail", mail, "Name", "Ann Anew"), 100);
        report("merge", "left", anew);
        await().untilAsserted(() -> assertThat(failures("merge")).anySatisfy(failure -> assertThat(failure.sourceRecordId()).isEqualTo(anew)));
        pair.right().refuse(null);

        pair.right().edit(pair.rightId(), Map.of("gone", false), 110);
        report("merge", "right", pair.rightId());

        assertOneThing(pair, anew);
        assertThat(failures("merge")).noneSatisfy(failure -> assertThat(failure.sourceRecordId()).isEqualTo(anew));
    }

    @Test
    void ofWhatIsTakenBackWhileAllSystemsHaveAnotherInItsPlaceAPersonIsAsked() {
        Pair pair = deletedPair();
        String anew = pair.left().put(Map.of("Mail", mail, "Name", "Ann Anew"), 100);
        report("merge", "left", anew);
        await().untilAsserted(() -> assertThat(withMail(pair.right(), "email", mail)).hasSize(2));
        settled.await("merge");

        pair.right().edit(pair.rightId(), Map.of("gone", false), 110);
        report("merge", "right", pair.rightId());

        assertThat(matchOf("merge", pair.rightId()).claims()).extracting(Reviews.Claimed::recordId).contains(anew);
        settled.await("merge");
        assertThat(withMail(pair.left(), "Mail", mail)).containsExactly(anew);
    }

    private Pair deletedPair() {
        Pair pair = pair("merge");
        delete("merge", "left", pair.leftId(), 50);
        await().untilAsserted(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("gone", true));
        settled.await("merge");
        return pair;
    }

    private void assertOneThing(Pair pair, String leftId) {
        await().untilAsserted(() -> assertThat(things.load("merge", List.of(new RecordRef("left", leftId)), List.of()).syncIds())
                .containsKey(new RecordRef("right", pair.rightId())));
        settled.await("merge");
        assertThat(withMail(pair.left(), "Mail", mail)).containsExactly(leftId);
        assertThat(withMail(pair.right(), "email", mail)).containsExactly(pair.rightId());
        assertThat(pair.left().get(leftId).get("Name")).isEqualTo(pair.right().get(pair.rightId()).get("first") + " "
                + pair.right().get(pair.rightId()).get("last"));
    }

    @Test
    void aRecordWhoseCreationWasNeverAnsweredIsNoRestoreOfWhatHasBeenDeletedSince() {
        MemorySystem left = systems.get("merge-left");
        MemorySystem right = systems.get("merge-right");
        String id = createdUnanswered(left, right);
        String created = withMail(right, "email", mail).get(0);
        Map<String, Object> report = right.report(created);
        delete("merge", "left", id, 50);
        settled.await("merge");

        template.requestBody("sync:merge/right", List.of(report));
        settled.await("merge");
        right.away(false);

        await().untilAsserted(() -> assertThat(right.get(created)).containsEntry("gone", true));
        settled.await("merge");
        assertThat(withMail(left, "Mail", mail)).isEmpty();
        assertThat(withMail(right, "email", mail)).containsExactly(created);
    }

    @Test
    void whatAPersonHasEditedInARecordWhoseCreationWasNeverAnsweredIsAnEditAgainstTheDelete() {
        MemorySystem left = systems.get("merge-left");
        MemorySystem right = systems.get("merge-right");
        String id = createdUnanswered(left, right);
        String created = withMail(right, "email", mail).get(0);
        delete("merge", "left", id, 50);
        settled.await("merge");

        right.edit(created, Map.of("last", "Edited"), 100);
        report("merge", "right", created);
        settled.await("merge");
        right.away(false);

        await().untilAsserted(() -> assertThat(withMail(left, "Mail", mail)).hasSize(1));
        assertThat(left.get(withMail(left, "Mail", mail).get(0))).containsEntry("Name", "Ann Edited");
        assertThat(conflicts("merge", created)).anySatisfy(row -> assertThat(row.details().toString()).contains("deleted"));
        settled.await("merge");
        assertThat(withMail(right, "email", mail)).containsExactly(created);
    }

    @Test
    void aCreationThatIsCarriedOutLateIsTakenBackWithItsThing() {
        Pair pair = pair("merge");
        String marker = pair.right().get(pair.rightId()).get("by").toString();
        pair.right().refuse("not now");
        String late = "late" + mail;
        String id = pair.left().put(Map.of("Mail", late, "Name", "Ann Lee"), 10);
        report("merge", "left", id);
        settled.await("merge");
        String syncId = things.load("merge", List.of(new RecordRef("left", id)), List.of()).things().keySet().iterator().next();
        delete("merge", "left", id, 50);
        settled.await("merge");
        pair.right().refuse(null);

        String created = pair.right().put(Map.of("email", late, "first", "Ann", "last", "Lee",
                "by", marker.substring(0, marker.indexOf(':') + 1) + syncId), 100);
        report("merge", "right", created);

        await().untilAsserted(() -> assertThat(pair.right().get(created)).containsEntry("gone", true));
        settled.await("merge");
        assertThat(withMail(pair.left(), "Mail", late)).isEmpty();
    }

    /** The system has done what it was asked for, and says that it has not; it cannot be asked whether it has. */
    private String createdUnanswered(MemorySystem left, MemorySystem right) {
        right.breakAtNextWrite();
        String id = left.put(Map.of("Mail", mail, "Name", "Ann Lee"), 10);
        report("merge", "left", id);
        await().untilAsserted(() -> assertThat(withMail(right, "email", mail)).hasSize(1));
        settled.await("merge");
        return id;
    }

    @Test
    void recordsThatExistOnBothSidesArePairedAndNotDoubled() {
        MemorySystem left = systems.get("merge-left");
        MemorySystem right = systems.get("merge-right");
        String rightId = right.put(Map.of("email", mail, "first", "Ann", "last", "Lee"), 10);
        String leftId = left.put(Map.of("Mail", mail, "Name", "Ann Lee", "Phone", "(415) 555-2671"), 20);
        report("merge", "left", leftId);

        await().untilAsserted(() -> assertThat(right.get(rightId)).containsEntry("contact", Map.of("phone", "+14155552671")));
        settled.await("merge");
        assertThat(withMail(right, "email", mail)).hasSize(1);
    }

    @Test
    void anAmbiguousMatchGoesToReviewAndIsNotGuessed() {
        MemorySystem right = systems.get("merge-right");
        right.put(Map.of("email", mail, "first", "Ann", "last", "One"), 10);
        right.put(Map.of("email", mail, "first", "Ann", "last", "Two"), 10);
        String leftId = systems.get("merge-left").put(Map.of("Mail", mail, "Name", "Ann Lee"), 20);
        report("merge", "left", leftId);

        await().untilAsserted(() -> assertThat(open("merge")).anySatisfy(review -> assertThat(review.why()).contains(leftId)));
        settled.await("merge");
        assertThat(withMail(right, "email", mail)).hasSize(2);
    }

    @Test
    void anAmbiguousRecordIsLinkedWithTheOneThatAPersonChooses() {
        MemorySystem left = systems.get("merge-left");
        MemorySystem right = systems.get("merge-right");
        String one = right.put(Map.of("email", mail, "first", "Ann", "last", "One"), 10);
        String two = right.put(Map.of("email", mail, "first", "Ann", "last", "Two"), 10);
        String leftId = left.put(Map.of("Mail", mail, "Name", "Ann Lee", "Phone", "(415) 555-2671"), 20);
        report("merge", "left", leftId);
        Reviews.ReviewItem review = matchOf("merge", leftId);

        RestAssured.given().contentType("application/json").body(Map.of("link", "right/" + right.put(Map.of("email", "other"), 1)))
                .post("/api/reviews/" + review.id() + "/settle").then().statusCode(400);
        assertThat(RestAssured.get("/console/reviews/" + review.id()).asString()).contains("link:right/" + two, "It is none of them");
        RestAssured.given().contentType("application/json").body(Map.of("link", "right/" + two))
                .post("/api/reviews/" + review.id() + "/settle").then().statusCode(202);

        await().untilAsserted(() -> assertThat(right.get(two)).containsEntry("last", "Lee")
                .containsEntry("contact", Map.of("phone", "+14155552671")));
        settled.await("merge");
        assertThat(right.get(one)).containsEntry("last", "One");
        assertThat(withMail(right, "email", mail)).hasSize(2);
        assertThat(rows("merge", two)).anySatisfy(row -> assertThat(row.rule()).isEqualTo("paired: linked by " + TestPeople.OPERATOR));

        right.edit(two, Map.of("last", "Smith"), 30);
        report("merge", "right", two);
        await().untilAsserted(() -> assertThat(left.get(leftId)).containsEntry("Name", "Ann Smith"));
    }

    @Test
    void aRecordThatResemblesOneThatIsLinkedMeanwhileJoinsItsThingOrTheQuestionIsAskedAgain() {
        MemorySystem left = systems.get("merge-left");
        MemorySystem right = systems.get("merge-right");
        String one = right.put(Map.of("email", mail, "first", "Ann", "last", "One"), 10);
        right.put(Map.of("email", mail, "first", "Ann", "last", "Two"), 10);
        String first = left.put(Map.of("Mail", mail, "Name", "Ann First"), 20);
        report("merge", "left", first);
        Reviews.ReviewItem review = matchOf("merge", first);
        String second = left.put(Map.of("Mail", mail, "Name", "Ann Second"), 20);
        report("merge", "left", second);
        Reviews.ReviewItem other = matchOf("merge", second);

        reviews.answer(review.id(), "right/" + one, "ann", Instant.now());
        await().untilAsserted(() -> assertThat(right.get(one)).containsEntry("last", "First"));
        settled.await("merge");
        assertThat(other.claims()).extracting(Reviews.Claimed::recordId).contains(first);
        assertThat(RestAssured.given().contentType("application/json").body(Map.of("link", "left/" + first))
                .post("/api/reviews/" + other.id() + "/settle").then().statusCode(400).extract().asString())
                .contains("one record in each system");
        reviews.answer(other.id(), "left/" + first, "ben", Instant.now());

        await().untilAsserted(() -> assertThat(matchOf("merge", second).why()).contains("It was not linked with left/" + first));
        assertThat(left.get(second)).containsEntry("Name", "Ann Second");
        RestAssured.given().contentType("application/json").body(Map.of("value", "keep"))
                .post("/api/reviews/" + matchOf("merge", second).id() + "/settle").then().statusCode(202);
        await().untilAsserted(() -> assertThat(withMail(right, "email", mail)).hasSize(3));
    }

    @Test
    void anAmbiguousRecordJoinsTheThingThatAPersonChooses() {
        MemorySystem left = systems.get("apart-left");
        MemorySystem right = systems.get("apart-right");
        String one = right.put(Map.of("email", mail, "name", "Ann One"), 10);
        report("apart", "right", one);
        String two = right.put(Map.of("email", mail, "name", "Ann Two", "phone", "2"), 10);
        report("apart", "right", two);
        settled.await("apart");
        String leftId = left.put(Map.of("Mail", mail, "Name", "Ann Left"), 20);
        report("apart", "left", leftId);
        Reviews.ReviewItem review = matchOf("apart", leftId);
        assertThat(review.claims()).extracting(Reviews.Claimed::recordId).containsExactlyInAnyOrder(one, two);

        RestAssured.given().contentType("application/json").body(Map.of("ids", List.of(review.id()), "link", "right/" + one))
                .post("/api/reviews/settle").then().statusCode(200).body("settled", org.hamcrest.Matchers.equalTo(1));

        await().untilAsserted(() -> assertThat(right.get(one)).containsEntry("name", "Ann Left"));
        settled.await("apart");
        assertThat(right.get(two)).containsEntry("name", "Ann Two");
        assertThat(things.load("apart", List.of(new RecordRef("left", leftId)), List.of()).syncIds())
                .isEqualTo(things.load("apart", List.of(new RecordRef("right", one)), List.of()).syncIds())
                .doesNotContainValue(review.syncId());
        assertThat(open("apart")).noneMatch(open -> open.syncId().equals(review.syncId()));
        left.edit(leftId, Map.of("Name", "Ann Later"), 30);
        report("apart", "left", leftId);
        await().untilAsserted(() -> assertThat(right.get(one)).containsEntry("name", "Ann Later"));
    }

    private Reviews.ReviewItem matchOf(String sync, String id) {
        await().untilAsserted(() -> assertThat(open(sync)).anySatisfy(review -> assertThat(review.why()).contains("/" + id + " may be")));
        return open(sync).stream().filter(review -> review.why().contains("/" + id + " may be")).findFirst().orElseThrow();
    }

    @Test
    void aRefusedWriteIsKeptWithItsReasonAndCanBeRetried() {
        Pair pair = pair("truth");
        pair.right().refuse("last: must not be Bad");
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Bad"), 100);
        report("truth", "left", pair.leftId());

        await().untilAsserted(() -> assertThat(failures("truth")).anySatisfy(failure ->
                assertThat(failure.error()).isEqualTo("last: must not be Bad")));
        pair.right().refuse(null);
        long id = failures("truth").get(0).id();
        RestAssured.post("/api/failures/" + id + "/retry").then().statusCode(200);
        await().untilAsserted(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Bad"));
        await().untilAsserted(() -> assertThat(failures("truth")).isEmpty());
    }

    @Test
    void aReportThatHoldsNoFieldOfTheSyncSaysThatTheRecordIsToBeRead() {
        Pair pair = pair("merge");
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Thin"), 100);
        template.requestBody("sync:merge/left", Map.of("@id", pair.leftId(), "tenant", 5, "event", "changed"));

        await().untilAsserted(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Thin"));
    }

    @Test
    void aHintForARecordThatIsNotThereDoesNothingByItself() {
        Pair pair = pair("newest");
        String none = "none-" + mail;
        template.requestBody("sync:newest/left", List.of(Map.of(ReportKeys.ID, none, ReportKeys.HINT, true)));
        template.requestBody("sync:newest/left", List.of(Map.of(ReportKeys.ID, pair.leftId(), ReportKeys.HINT, true)));
        settled.await("newest");

        assertThat(rows("newest", none)).isEmpty();
        assertThat(pair.right().get(pair.rightId())).isNotNull();
        assertThat(pair.left().get(pair.leftId())).isNotNull();
        assertThat(failures("newest")).noneMatch(failure -> none.equals(failure.sourceRecordId()));
    }

    @Test
    void anUpdateThatIsAnsweredAndNotMadeIsAFailedChange() {
        Pair pair = pair("merge");
        pair.right().ignore(true);
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Other"), 100);
        report("merge", "left", pair.leftId());

        await().untilAsserted(() -> assertThat(failures("merge")).anySatisfy(failure -> {
            assertThat(failure.targetRecordId()).isEqualTo(pair.rightId());
            assertThat(failure.error()).contains("still holds what it held before");
        }));
        report("merge", "right", pair.rightId());
        settled.await("merge");
        assertThat(pair.left().get(pair.leftId())).as("the source keeps its value").containsEntry("Name", "Ann Other");

        pair.right().ignore(false);
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Third"), 110);
        report("merge", "left", pair.leftId());
        await().untilAsserted(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Third"));
        await().untilAsserted(() -> assertThat(failures("merge")).noneSatisfy(failure ->
                assertThat(failure.targetRecordId()).isEqualTo(pair.rightId())));
    }

    @Test
    void aCreateWithoutAnIdIsFoundAndNotMadeAgain() {
        for (int notFound : new int[] {0, 2}) {
            MemorySystem left = systems.get("truth-left");
            MemorySystem right = systems.get("truth-right");
            String address = notFound + mail;
            int before = right.writes();
            right.nameless(notFound + 1); // the first time it is asked before the create
            String id = left.put(Map.of("Mail", address, "Name", "Ann Lee"), 10);
            report("truth", "left", id);
            await().untilAsserted(() -> assertThat(withMail(right, "email", address)).hasSize(1));

            left.edit(id, Map.of("Name", "Ann Other"), 20);
            report("truth", "left", id);
            await().untilAsserted(() ->
                    assertThat(right.get(withMail(right, "email", address).get(0))).containsEntry("last", "Other"));
            right.nameless(-1);
            assertThat(withMail(right, "email", address)).hasSize(1);
            assertThat(right.writes()).isLessThanOrEqualTo(before + 2);
            await().untilAsserted(() -> assertThat(failures("truth")).noneSatisfy(failure -> assertThat(failure.sourceRecordId()).isEqualTo(id)));
        }
    }

    @Test
    void aLaterChangeTakesThePlaceOfOneThatFailedAndNothingOlderIsWrittenAfterIt() {
        Pair pair = pair("truth");
        int before = pair.right().writes();
        pair.right().refuse("last: must not be Bad");
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Bad", "Phone", "(415) 555-0199"), 100);
        report("truth", "left", pair.leftId());
        await().untilAsserted(() -> assertThat(failures("truth")).hasSize(1));
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Worse"), 110);
        report("truth", "left", pair.leftId());
        await().untilAsserted(() -> assertThat(failures("truth")).singleElement()
                .satisfies(failure -> assertThat(failure.payload()).containsEntry("last", "Worse")));

        pair.right().refuse(null);
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Good"), 120);
        report("truth", "left", pair.leftId());
        await().untilAsserted(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Good"));
        await().untilAsserted(() -> assertThat(failures("truth")).isEmpty());
        assertThat(pair.right().get(pair.rightId()).toString()).as("what failed with it").contains("0199");
        assertThat(pair.right().writes()).as("one write for all three").isEqualTo(before + 1);
    }

    @Test
    void whatIsOverIsForgottenInTimeAndWhatIsNewStays() {
        Instant now = Instant.now();
        for (Instant time : List.of(now.minus(Duration.ofDays(401)), now)) {
            log.write(List.of(new SyncLog.Entry(0, time, "over", "t1", "crm", "1", "erp", "2", Operation.UPDATE, Status.SUCCESS,
                    List.of(), Map.of(), null, null, null)));
            reviews.open(List.of(new Reviews.ReviewItem(0, "over", "t" + time, "name", Reviews.Kind.CONFLICT, null, List.of(),
                    "why", time, Reviews.State.OPEN, null, null, null, null)));
            reviews.close("over", List.of(new Reviews.Closed(new Reviews.Question("t" + time, "name"), "void")), time);
            runs.cancel(runs.add("over", Runs.Kind.BACKFILL, Map.of(), "ann", time), time);
            inbox.add("over", List.of(event(time.toString())), time);
        }

        retention.forget();

        assertThat(log.find(new LogFilter("over", null, null, null, null, null, null), null, 10).items()).hasSize(1);
        assertThat(reviews.list("over", null, null, 10).items()).hasSize(1);
        assertThat(runs.list("over", null, null, 10).items()).hasSize(1);
        assertThat(inbox.add("over", List.of(event(now.minus(Duration.ofDays(401)).toString()), event(now.toString())), now))
                .as("event ids that are forgotten").isEqualTo(1);
        inbox.remove(inbox.next("over", 10, now).changes().stream().map(Inbox.Waiting::id).toList());
    }

    private static Change event(String id) {
        return new Change(new RecordRef("crm", "1"), Operation.UPDATE, null, null, null, id);
    }

    @Test
    void whatASystemSaysOfAPrivateValueIsKeptWithoutTheValue() {
        MemorySystem left = systems.get("apart-left");
        MemorySystem right = systems.get("apart-right");
        String rightId = right.put(Map.of("email", mail, "name", "Ann Lee", "phone", "555-0100"), 10);
        report("apart", "right", rightId);
        String leftId = left.put(Map.of("Mail", mail, "Name", "Ann Lee", "Phone", "555-0100"), 10);
        report("apart", "left", leftId);
        settled.await("apart");
        right.refuse("555-0199 cannot take the place of 555-0100: the name Ann Lee has no contract");
        left.edit(leftId, Map.of("Phone", "555-0199"), 20);
        report("apart", "left", leftId);

        String told = "(private) cannot take the place of (private): the name Ann Lee has no contract";
        await().untilAsserted(() -> assertThat(failures("apart")).anySatisfy(failure -> assertThat(failure.error()).isEqualTo(told)));
        right.refuse(null);
        assertThat(rows("apart", rightId)).anySatisfy(row -> assertThat(row.error()).isEqualTo(told));
        assertThat(RestAssured.get("/console/log?record=" + rightId).asString()).contains("(private) cannot take").doesNotContain("555-01");
        assertThat(RestAssured.get("/console/failures").asString()).contains("(private) cannot take").doesNotContain("555-01");
        assertThat(RestAssured.get("/api/log?record=" + rightId).asString()).contains("(private) cannot take").doesNotContain("555-01");
        RestAssured.post("/api/failures/" + failures("apart").get(0).id() + "/retry").then().statusCode(200);
        await().untilAsserted(() -> assertThat(failures("apart")).isEmpty());
    }

    @Test
    void aSystemThatIsAwayGetsItsChangesWhenItIsBack() {
        Pair pair = pair("newest");
        pair.right().away(true);
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Patient"), 100);
        report("newest", "left", pair.leftId());
        await().untilAsserted(() -> assertThat(deliveries.counts().getOrDefault("newest", Map.of()))
                .containsKey(Deliveries.State.WAITING));

        pair.right().away(false);
        await().untilAsserted(() ->
                assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Patient"));
    }

    @Test
    void whatSomebodyEditsBetweenAWriteAndTheReadThatFollowsItIsAnEdit() {
        Pair pair = pair("newest");
        pair.right().editAfterNextUpdate(Map.of("contact", Map.of("phone", "+14155550123")));
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Quick"), 100);
        report("newest", "left", pair.leftId());

        await().untilAsserted(() -> assertThat(pair.left().get(pair.leftId())).containsEntry("Phone", "(415) 555-0123"));
        assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Quick").containsEntry("contact", Map.of("phone", "+14155550123"));
    }

    @Test
    void whatSomebodyEditsInTheVeryFieldThatWasJustWrittenIsAnEditWhereTheSystemShowsThatSomebodyWasThere() {
        Pair pair = pair("newest");
        pair.right().editAfterNextUpdate(Map.of("last", "Person"));
        pair.left().edit(pair.leftId(), Map.of("Name", "Ann Quick"), 100);
        report("newest", "left", pair.leftId());

        await().untilAsserted(() -> assertThat(pair.left().get(pair.leftId())).containsEntry("Name", "Ann Person"));
        assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Person");
    }

    @Test
    void aPollThatFailsIsMadeAgainAlthoughNobodyAsksForIt() {
        MemorySystem left = systems.get("newest-left");
        left.away(true);
        template.sendBody("sync:newest/left?action=poll", null);
        left.away(false);
        left.put(Map.of("Mail", mail, "Name", "Ann Lee"), 10);

        arrived(systems.get("newest-right"), mail);
    }

    @Test
    void whatWasSetAsideAndIsDiscardedIsTriedNoMore() {
        var record = new RecordRef("left", "set-aside-" + mail);
        Instant now = Instant.now();
        inbox.add("asked", List.of(new Change(record, Operation.UPDATE, Map.of("Mail", mail), now, "1", null)), now.plusSeconds(3600));
        deliveries.save(List.of(new Deliveries.Delivery(0, "asked", null, null, null, "left", record.recordId(), Operation.UPDATE,
                Deliveries.State.WAITING, 1, now.plusSeconds(3600), now, now.plusSeconds(3600), "it makes every batch fail", Map.of())));
        long id = deliveries.setAside("asked", record).orElseThrow().id();

        RestAssured.post("/api/failures/" + id + "/discard").then().statusCode(200);

        assertThat(inbox.waiting("asked", "left", List.of(record.recordId()))).isEmpty();
        assertThat(deliveries.find(id)).isEmpty();
        assertThat(rows("asked", record.recordId())).singleElement().satisfies(row ->
                assertThat(row.rule()).isEqualTo("discarded by " + TestPeople.OPERATOR));
    }

    @Test
    void ofALargeBatchWhatFailsHoldsUpNothingElseAndEverythingIsWrittenOnce() {
        MemorySystem left = systems.get("newest-left");
        MemorySystem right = systems.get("newest-right");
        List<String> ids = IntStream.range(0, LARGE).mapToObj(i ->
                left.put(Map.of("Mail", i + mail, "Name", i == LARGE / 2 ? "Ann Poison" : "Ann Lee"), 10)).toList();
        var poisoned = new RecordRef("left", ids.get(LARGE / 2));
        StoreSql.execute(store, "ALTER TABLE entity ADD CONSTRAINT no_poison CHECK (state NOT LIKE '%Poison%')");
        try {
            reportAll("newest", left, ids);
            await().untilAsserted(() -> assertThat(mailsLike(right, mail)).hasSize(LARGE - 1));
            await().untilAsserted(() -> assertThat(deliveries.setAside("newest", poisoned))
                    .hasValueSatisfying(aside -> assertThat(aside.error()).containsIgnoringCase("no_poison")));
            int attempts = deliveries.setAside("newest", poisoned).orElseThrow().attempts();
            report("newest", "left", poisoned.recordId());
            String later = mail.replace("@", "-later@");
            report("newest", "left", left.put(Map.of("Mail", later, "Name", "Ann Later"), 10));
            arrived(right, later);
            assertThat(deliveries.setAside("newest", poisoned).orElseThrow().attempts()).as("what comes of it waits with it").isEqualTo(attempts);
        } finally {
            StoreSql.execute(store, "ALTER TABLE entity DROP CONSTRAINT no_poison");
        }
        inbox.wake("left", Instant.now());
        await().untilAsserted(() -> assertThat(mailsLike(right, mail)).hasSize(LARGE).doesNotHaveDuplicates());

        ids.forEach(id -> left.edit(id, Map.of("Phone", "(415) 555-2671"), 20));
        reportAll("newest", left, ids);
        await().untilAsserted(() -> assertThat(right.all().values())
                .filteredOn(row -> String.valueOf(row.get("email")).endsWith(mail))
                .allSatisfy(row -> assertThat(row).containsEntry("contact", Map.of("phone", "+14155552671"))));
        settled.await("newest");
        assertThat(Stream.of(0, LARGE / 4, LARGE / 2, LARGE - 1).map(ids::get)).allSatisfy(id -> assertThat(rows("newest", id))
                .filteredOn(row -> row.status() == Status.SUCCESS).extracting(SyncLog.Entry::operation)
                .containsExactly(Operation.UPDATE, Operation.CREATE));
        assertThat(mailsLike(right, mail)).hasSize(LARGE).doesNotHaveDuplicates();
    }

    private void reportAll(String sync, MemorySystem system, List<String> ids) {
        template.requestBody("sync:" + sync + "/left", ids.stream().map(system::report).toList());
    }

    private static List<Object> mailsLike(MemorySystem system, String mail) {
        return system.all().values().stream().map(row -> row.get("email")).filter(value -> String.valueOf(value).endsWith(mail)).toList();
    }

    @Test
    void aValueThatCannotBeReadBackFailsAtOnceAndIsWrittenAgainWhenItCan() {
        MemorySystem odd = systems.get("three-c");
        odd.makes("rank", rank -> "about " + rank);
        String id = systems.get("three-a").put(Map.of("code", mail, "title", "Odd", "rank", 3), 10);
        report("three", "a", id);

        await().untilAsserted(() -> assertThat(failures("three")).filteredOn(failure -> id.equals(failure.sourceRecordId())).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("`rank` cannot be read").contains("c.rank")));
        String other = arrived(odd, "code", mail);
        assertThat(rows("three", other)).extracting(SyncLog.Entry::status).containsExactlyInAnyOrder(Status.SUCCESS, Status.FAILED);

        odd.makes("rank", UnaryOperator.identity());
        systems.get("three-a").edit(id, Map.of("rank", 4), 20);
        report("three", "a", id);
        await().untilAsserted(() -> assertThat(odd.get(other)).containsEntry("rank", new BigDecimal(4)).containsEntry("label", "Odd"));
        await().untilAsserted(() -> assertThat(failures("three")).noneMatch(failure -> id.equals(failure.sourceRecordId())));

        odd.makes("rank", rank -> "about " + rank);
        systems.get("three-a").edit(id, Map.of("rank", 5, "title", "Odder"), 30);
        report("three", "a", id);
        await().untilAsserted(() -> assertThat(failures("three")).as("of an update too").filteredOn(failure -> id.equals(failure.sourceRecordId()))
                .singleElement().satisfies(failure -> assertThat(failure.error()).contains("`rank` cannot be read")));
        assertThat(odd.get(other)).containsEntry("label", "Odder");
        assertThat(systems.get("three-a").get(id)).as("the source").containsEntry("rank", 5);
        odd.makes("rank", UnaryOperator.identity());
    }

    @Test
    void aValueThatCannotBeMappedHoldsUpNothingElse() {
        String bad = systems.get("three-a").put(Map.of("code", mail + "-bad", "rank", "many"), 10);
        String good = systems.get("three-a").put(Map.of("code", mail, "title", "Good"), 10);
        report("three", "a", bad);
        report("three", "a", good);

        await().untilAsserted(() -> assertThat(withMail(systems.get("three-c"), "code", mail)).hasSize(1));
        assertThat(failures("three")).anySatisfy(failure -> {
            assertThat(failure.sourceRecordId()).isEqualTo(bad);
            assertThat(failure.error()).contains("a.rank");
        });
    }

    @Test
    void aFieldThatCannotBeReadLetsTheOthersTravelAndIsNotWrittenOver() {
        MemorySystem a = systems.get("three-a");
        MemorySystem c = systems.get("three-c");
        String id = a.put(Map.of("code", mail, "title", "New", "rank", "many"), 10);
        report("three", "a", id);
        String other = arrived(c, "code", mail);
        awaited(() -> assertThat(failures("three")).anyMatch(failure -> id.equals(failure.sourceRecordId())));
        assertThat(c.get(other)).containsEntry("label", "New").doesNotContainKey("rank");

        a.edit(id, Map.of("title", "Newer"), 20);
        report("three", "a", id);
        awaited(() -> assertThat(c.get(other)).containsEntry("label", "Newer"));
        c.edit(other, Map.of("label", "Newest", "rank", 5), 30);
        report("three", "c", other);
        awaited(() -> assertThat(a.get(id)).containsEntry("title", "Newest"));
        settled.await("three");
        assertThat(a.get(id)).as("somebody's value that nobody can read").containsEntry("rank", "many");
        assertThat(failures("three")).filteredOn(failure -> id.equals(failure.sourceRecordId())).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("a.rank").contains("many"));

        a.edit(id, Map.of("rank", 7), 40);
        report("three", "a", id);
        awaited(() -> assertThat(c.get(other)).containsEntry("rank", new BigDecimal(7)));
        awaited(() -> assertThat(failures("three")).noneMatch(failure -> id.equals(failure.sourceRecordId())));
    }

    @Test
    void aRefusedFieldHoldsUpNoOtherAndIsTriedAgainWhenItChanges() {
        Pair pair = pair("newest");
        pair.right().refuseValue("last", "Refused");
        try {
            pair.left().edit(pair.leftId(), Map.of("Name", "Ann Refused", "Phone", "(415) 555-2672"), 20);
            report("newest", "left", pair.leftId());
            awaited(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("contact", Map.of("phone", "+14155552672")));
            pair.left().edit(pair.leftId(), Map.of("Phone", "(415) 555-2673"), 30);
            report("newest", "left", pair.leftId());
            awaited(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("contact", Map.of("phone", "+14155552673")));
            settled.await("newest");

            assertThat(pair.left().get(pair.leftId())).containsEntry("Name", "Ann Refused");
            assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Lee");
            Deliveries.Delivery failure = failureOf("newest", pair.rightId());
            assertThat(failure.fields()).containsExactly("name");
            assertThat(failure.error()).contains("last does not take Refused");

            pair.left().edit(pair.leftId(), Map.of("Name", "Ann Taken"), 40);
            report("newest", "left", pair.leftId());
            awaited(() -> assertThat(pair.right().get(pair.rightId())).containsEntry("last", "Taken"));
            awaited(() -> assertThat(failures("newest")).noneMatch(one -> pair.rightId().equals(one.targetRecordId())));
        } finally {
            pair.right().refuseValue("last", null);
        }
    }

    @Test
    void aRefusedFieldOfANewRecordIsTriedAgainWhenAPersonSaysSo() {
        MemorySystem left = systems.get("newest-left");
        MemorySystem right = systems.get("newest-right");
        right.refuseValue("last", "Refused");
        String id = left.put(Map.of("Mail", mail, "Name", "Ann Refused"), 10);
        report("newest", "left", id);
        String other = arrived(right, mail);
        settled.await("newest");
        assertThat(right.get(other).get("last")).isNull();
        assertThat(left.get(id)).as("the source keeps it").containsEntry("Name", "Ann Refused");
        Deliveries.Delivery failure = failureOf("newest", other);

        right.refuseValue("last", null);
        RestAssured.post("/api/failures/" + failure.id() + "/retry").then().statusCode(200);

        awaited(() -> assertThat(right.get(other)).containsEntry("last", "Refused"));
        awaited(() -> assertThat(deliveries.find(failure.id())).isEmpty());
    }

    @Test
    void aUniqueValueThatALaterChangeFreesIsWrittenThen() {
        MemorySystem left = systems.get("newest-left");
        MemorySystem right = systems.get("newest-right");
        right.unique("email");
        String giver = left.put(Map.of("Mail", "giver" + mail, "Name", "Ann Giver"), 10);
        String taker = left.put(Map.of("Mail", "taker" + mail, "Name", "Bob Taker"), 10);
        report("newest", "left", giver);
        report("newest", "left", taker);
        String given = arrived(right, "giver" + mail);
        String taken = arrived(right, "taker" + mail);
        settled.await("newest");

        right.makes("email", address -> address + ".test");
        left.edit(giver, Map.of("Mail", "free" + mail), 30);
        left.edit(taker, Map.of("Mail", "giver" + mail, "Name", "Bob Quick"), 20);
        report("newest", "left", taker);
        awaited(() -> assertThat(deliveries.counts().getOrDefault("newest", Map.of())).containsKey(Deliveries.State.WAITING));
        assertThat(left.get(taker)).as("the source keeps it").containsEntry("Mail", "giver" + mail);
        report("newest", "left", giver);

        awaited(() -> assertThat(right.get(given)).containsEntry("email", "free" + mail + ".test"));
        awaited(() -> assertThat(right.get(taken)).containsEntry("email", "giver" + mail + ".test"));
        awaited(() -> assertThat(deliveries.list("newest", null, null, 100).items()).as("what the system makes of it is not asked for again")
                .noneMatch(one -> taken.equals(one.targetRecordId())));
        right.makes("email", UnaryOperator.identity());
        assertThat(failures("newest")).noneMatch(one -> taken.equals(one.targetRecordId()));
    }

    @Test
    void theTriesOfANewRecordThatAnotherOneIsInTheWayOfAreCountedAndItIsMadeWhenThereIsRoom() {
        MemorySystem left = systems.get("newest-left");
        MemorySystem right = systems.get("newest-right");
        right.unique("last");
        report("newest", "left", left.put(Map.of("Mail", "first" + mail, "Name", "Ann " + mail), 10));
        String first = arrived(right, "first" + mail);
        settled.await("newest");
        report("newest", "left", left.put(Map.of("Mail", "second" + mail, "Name", "Bob " + mail), 10));
        awaited(() -> assertThat(deliveries.list("newest", Deliveries.State.WAITING, null, 100).items())
                .anyMatch(one -> one.kind() == Refusal.UNIQUE && one.attempts() >= 3));

        right.edit(first, Map.of("last", "Moved"), 30);
        report("newest", "right", first);
        arrived(right, "second" + mail);
        right.notUnique("last");
    }

    @Test
    void aMessageThatCannotBeReadIsAFailedChangeWithItsPlace() {
        MemorySystem right = systems.get("newest-right");
        template.sendBodyAndHeaders("sync:newest/left", "{broken", Map.of("kafka.TOPIC", mail, "kafka.PARTITION", 0, "kafka.OFFSET", 17L));
        template.sendBodyAndHeaders("sync:newest/left", "[{\"key\": \"m-" + mail + "\", \"Mail\": \"" + mail + "\", \"Name\": \"Ann Lee\"}, 7]",
                Map.of("kafka.TOPIC", mail, "kafka.PARTITION", 0, "kafka.OFFSET", 18L));

        awaited(() -> assertThat(failures("newest")).extracting(Deliveries.Delivery::sourceRecordId)
                .contains(mail + "/0/17", mail + "/0/18#2"));
        assertThat(rows("newest", mail + "/0/17")).singleElement().satisfies(row -> assertThat(row.error()).contains("not JSON"));
    }

    private Deliveries.Delivery failureOf(String sync, String target) {
        return await().until(() -> failures(sync).stream()
                .filter(one -> target.equals(one.targetRecordId())).findFirst(), java.util.Optional::isPresent).orElseThrow();
    }

    private static void awaited(org.awaitility.core.ThrowingRunnable condition) {
        await().untilAsserted(condition);
    }

    @Test
    void threeSystemsAgree() {
        String id = systems.get("three-a").put(Map.of("code", mail, "title", "First"), 10);
        report("three", "a", id);
        String inB = arrived(systems.get("three-b"), "code", mail);
        String inC = arrived(systems.get("three-c"), "code", mail);

        systems.get("three-b").edit(inB, Map.of("name", "Second"), 20);
        systems.get("three-c").edit(inC, Map.of("label", "Third"), 30);
        report("three", "b", inB);
        report("three", "c", inC);
        await().untilAsserted(() -> {
            assertThat(systems.get("three-a").get(id)).containsEntry("title", "Third");
            assertThat(systems.get("three-b").get(inB)).containsEntry("name", "Third");
            assertThat(systems.get("three-c").get(inC)).containsEntry("label", "Third");
        });
    }

    @Test
    void aBrokenFileIsToldWithItsPlaceAndStopsNothingElse() {
        List<String> problems = RestAssured.get("/api/syncs").then().statusCode(200).extract().jsonPath()
                .getList("problems.collect { it.where + ' ' + it.message + ' ' + it.cure }");
        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains("broken.sync.yaml:6").contains("fields"));
        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains("jdbc-tabel").contains("jdbc-table"));
    }

    // ---- telling

    private record Pair(MemorySystem left, String leftId, MemorySystem right, String rightId, String mail) {
    }

    /** A person that both systems have and agree on. */
    private Pair pair(String sync) {
        MemorySystem left = systems.get(sync + "-left");
        MemorySystem right = systems.get(sync + "-right");
        String leftId = left.put(Map.of("Mail", mail, "Name", "Ann Lee", "Phone", "(415) 555-2671"), 10);
        report(sync, "left", leftId);
        String rightId = arrived(right, mail);
        settled.await(sync);
        return new Pair(left, leftId, right, rightId, mail);
    }

    private void report(String sync, String system, String id) {
        template.requestBody("sync:" + sync + "/" + system, List.of(systems.get(sync + "-" + system).report(id)));
    }

    /** A person deletes a record, at that second, and its system says so. */
    private void delete(String sync, String system, String id, int atSecond) {
        systems.get(sync + "-" + system).remove(id);
        template.requestBodyAndHeaders("sync:" + sync + "/" + system, null, Map.of("SyncRecordId", id, "SyncOperation", "delete",
                "SyncTime", Instant.parse("2024-01-01T00:00:00Z").plusSeconds(atSecond).toString()));
    }

    private static String arrived(MemorySystem system, String mail) {
        return arrived(system, "email", mail);
    }

    private static String arrived(MemorySystem system, String field, String value) {
        return await().until(() -> withMail(system, field, value), found -> found.size() == 1).get(0);
    }

    private static List<String> withMail(MemorySystem system, String field, String value) {
        return system.all().entrySet().stream().filter(row -> value.equals(row.getValue().get(field))).map(Map.Entry::getKey).toList();
    }

    private List<SyncLog.Entry> rows(String sync, String record) {
        return log.find(new LogFilter(sync, null, record, null, null, null, null), null, 100).items();
    }

    private List<SyncLog.Entry> conflicts(String sync, String record) {
        return log.find(new LogFilter(sync, null, record, Status.CONFLICT, null, null, null), null, 100).items();
    }

    private List<Reviews.ReviewItem> open(String sync) {
        return reviews.list(sync, Reviews.State.OPEN, null, 100).items();
    }

    private List<Deliveries.Delivery> failures(String sync) {
        return deliveries.list(sync, Deliveries.State.FAILED, null, 100).items();
    }
}
