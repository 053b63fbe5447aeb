package io.syncbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.pipeline.Formers;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.RunDefinitions;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import io.syncbridge.store.Things;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plans over two filled systems, and what comes of them when they are applied. */
abstract class PlanScenarios extends FilledSystems {

    @Inject
    SyncLog log;

    @Inject
    RunDefinitions definitions;

    @Inject
    Formers formers;

    @Inject
    Things things;

    @Test
    void aPlanTellsWhatABackfillWouldDoAndDoesNothing() {
        left.put(person("pia", "Pia Old"), 10);
        String newer = right.put(other("pia", "Pia New"), 20);
        left.put(person("quin", "Quin"), 10);
        left.put(person("tom", "Tom One"), 10);
        left.put(person("tom", "Tom Two"), 10);
        right.put(other("tom", "Tom One"), 10);
        right.put(other("uma", "Uma"), 10);
        int writes = left.writes() + right.writes();

        JsonPath plan = done(ask("plan", Map.of()));

        JsonPath lines = findings(plan, "");
        assertThat(lines.getList("items.kind")).containsExactlyInAnyOrder("paired", "update", "create", "paired",
                "review", "create");
        assertThat(lines.getMap("items.find { it.kind == 'update' }.details.fields.name"))
                .containsEntry("from", "Pia Old").containsEntry("to", "Pia New");
        assertThat(lines.getString("items.find { it.recordId == '" + newer + "' }.details.why")).isEqualTo("match on mail");
        assertThat(lines.getString("items.find { it.kind == 'review' }.details.why")).contains("may be the same");
        assertThat(plan.getMap("tally")).containsEntry("create", 2).containsEntry("update", 1);

        assertThat(left.writes() + right.writes()).isEqualTo(writes);
        assertThat(log.find(new LogFilter(SYNC, null, null, null, null, null, null, plan.getLong("id")), null, 10).items()).isEmpty();
        assertThat(RestAssured.given().get("/api/records?id=" + newer).then().extract().asString()).doesNotContain("plan:");
        assertThat(done(ask("plan", Map.of())).getMap("tally")).as("nothing was learnt").isEqualTo(plan.getMap("tally"));
    }

    @Test
    void aChangedTableIsNoEditAndARemapWritesItsNewWords() {
        String vic = left.put(with(person("vic", "Vic"), "Size", "S"), 10);
        String wes = left.put(with(person("wes", "Wes"), "Size", "L"), 10);
        done(ask("backfill", Map.of()));
        String other = idOf(right, "vic");
        right.edit(other, Map.of("size", "klein"), 20);
        changed("\"S\":\"small\"", "\"S\":\"klein\"");
        edit(right, "right", other, "name", 1);
        edit(left, "left", wes, "Name", 2);
        settled();
        assertThat(left.get(vic)).as("nothing flows back through the field").containsEntry("Size", "S").containsEntry("Name", "Edited 1");
        assertThat(right.get(other)).containsEntry("size", "klein");
        assertThat(done(ask("compare", Map.of())).getString("message")).isEqualTo("100% of 2 agree.");

        JsonPath plan = done(ask("remap", Map.of()));
        assertThat(plan.getMap("tally")).isEqualTo(Map.of("update", 1));
        assertThat(findings(plan, "").getMap("items[0].details.fields.size")).isEqualTo(Map.of("from", "klein", "to", "small"));
        refused("remap", Map.of("run", 1), "without parameters");

        JsonPath done = done(ask("remap", Map.of("plan", plan.getLong("id"))));
        assertThat(done.getString("message")).isEqualTo("All records are as the definition writes them.");
        assertThat(right.get(other)).containsEntry("size", "small");
        assertThat(left.get(vic)).containsEntry("Size", "S");
        assertThat(definitions.former(SYNC)).isEmpty();
    }

    @Test
    void aFieldThatWasAddedIsReadOnBothSidesBeforeItIsFilled() {
        String xia = left.put(with(person("xia", "Xia"), "Size", "S"), 10);
        String yan = left.put(person("yan", "Yan"), 10);
        String zed = left.put(person("zed", "Zed"), 10);
        done(ask("backfill", Map.of()));
        forget("size");
        right.edit(idOf(right, "yan"), Map.of("size", "large"), 20);
        right.edit(idOf(right, "zed"), Map.of("size", "large"), 20);
        right.edit(idOf(right, "xia"), Map.of("size", ""), 20);
        changed("\"size\":{\"else\"", "\"former\":{\"back\"");
        edit(left, "left", zed, "Name", 3);
        settled();
        assertThat(right.get(idOf(right, "zed"))).as("read before it is written").containsEntry("size", "large");
        assertThat(left.get(zed)).containsEntry("Size", "L");
        JsonPath compared = done(ask("compare", Map.of()));
        assertThat(compared.getMap("tally")).isEqualTo(Map.of("agree", 1, "new_field", 2));

        JsonPath plan = done(ask("remap", Map.of()));
        assertThat(plan.getMap("tally")).isEqualTo(Map.of("update", 2));
        done(ask("remap", Map.of("plan", plan.getLong("id"))));
        assertThat(left.get(yan)).containsEntry("Size", "L");
        assertThat(right.get(idOf(right, "xia"))).containsEntry("size", "small");
        assertThat(definitions.former(SYNC)).isEmpty();
    }

    /** Lets the definition's fields have said something else until now. */
    private void changed(String now, String before) {
        Map<String, String> identity = new HashMap<>(definitions.identity(SYNC).orElseThrow());
        assertThat(identity.get("fields")).contains(now);
        identity.put("fields", identity.get("fields").replace(now, before));
        formers.forget(SYNC);
        definitions.save(SYNC, definitions.identity(SYNC).orElseThrow(), List.of(identity));
    }

    /** Lets nothing be known of a field, as if the definition had not had it. */
    private void forget(String field) {
        Map<String, Things.Found> found = new HashMap<>();
        left.all().keySet().forEach(id -> things.search(id, 1).forEach(one -> found.put(one.syncId(), one)));
        things.load(SYNC, List.of(), found.keySet()).things().values().forEach(thing -> {
            var base = new HashMap<>(thing.base().fields());
            base.remove(field);
            Thing less = new Thing(thing.syncId(), new Base(base, null), thing.shadows(), thing.inReview());
            for (String system : thing.shadows().keySet()) {
                less = Reconcile.unknown(less, system, List.of(field));
            }
            things.save(SYNC, List.of(new Things.Revision(thing, less, List.of(), List.of())), Instant.now());
        });
    }

    private static String idOf(MemorySystem system, String mail) {
        return system.all().entrySet().stream().filter(row -> row.getValue().containsValue(mail + "@example.org"))
                .map(Map.Entry::getKey).findFirst().orElseThrow();
    }

    @Test
    void recordsThatBreakARuleAreToldAndLeftOutWhenThePlanIsApplied() {
        left.put(person("rob", "R".repeat(41)), 10);
        left.put(person("sue", ""), 10);
        left.put(with(person("ted", "Ted"), "Size", "XXL"), 10);
        left.put(with(person("una", "Una"), "Size", "S"), 10);

        JsonPath plan = done(ask("plan", Map.of()));

        assertThat(plan.getMap("tally")).containsEntry("broken", 3).containsEntry("create", 1);
        assertThat(findings(plan, "broken").getList("items.details.why").stream().map(String::valueOf).toList())
                .anyMatch(why -> why.contains("longer than the 40 characters"))
                .anyMatch(why -> why.contains("requires a value"))
                .anyMatch(why -> why.contains("table of values does not hold it"));

        JsonPath applied = done(ask("apply", Map.of("plan", plan.getLong("id"))));
        assertThat(applied.getMap("tally")).isEqualTo(Map.of("left out", 3, "created", 1));
        assertThat(right.all().values()).singleElement().satisfies(row -> assertThat(row).containsEntry("size", "small"));
    }

    @Test
    void aPlanIsAppliedLineByLineAndWhatHasChangedSinceIsRefused() {
        String kim = left.put(person("kim", "Kim"), 10);
        String paired = right.put(other("kim", "Kim"), 10);
        done(ask("backfill", Map.of()));
        left.edit(kim, Map.of("Name", "Kim Newer"), 20);
        left.put(person("vic", "Vic Old"), 10);
        String vic = right.put(other("vic", "Vic New"), 20);
        left.put(person("wim", "Wim Old"), 10);
        right.put(other("wim", "Wim New"), 20);
        left.put(person("xan", "Xan"), 10);
        String yva = left.put(person("yva", "Yva"), 10);
        long plan = done(ask("plan", Map.of())).getLong("id");

        right.edit(vic, Map.of("name", "Vic Newest"), 30);
        left.remove(yva);
        right.remove(paired);
        JsonPath applied = done(ask("apply", Map.of("plan", plan)));

        settled();
        assertThat(applied.getMap("tally")).containsEntry("created", 1).containsEntry("paired", 1).containsEntry("updated", 1)
                .containsEntry("refused", 4);
        assertThat(findings(applied, "refused").getList("items.details.why").stream().map(String::valueOf).toList())
                .anyMatch(why -> why.contains("gone")).anyMatch(why -> why.contains("changed"));
        assertThat(names(left)).isEqualTo(Map.of("kim@example.org", "Kim Newer", "vic@example.org", "Vic Old", "wim@example.org", "Wim New", "xan@example.org", "Xan"));
        assertThat(names(right)).isEqualTo(Map.of("vic@example.org", "Vic Newest", "wim@example.org", "Wim New", "xan@example.org", "Xan"));

        JsonPath again = done(ask("apply", Map.of("plan", plan)));
        assertThat(again.getMap("tally")).as("applied twice").containsOnlyKeys("refused");
    }

    @Test
    void thePageOfAPlanAppliesIt() {
        left.put(person("zoe", "Zoe"), 10);
        long plan = done(ask("plan", Map.of())).getLong("id");

        assertThat(RestAssured.given().get("/console/runs/" + plan).then().statusCode(200).extract().asString())
                .contains("Apply this plan", "Missing in right.");
        String next = RestAssured.given().contentType(ContentType.URLENC).redirects().follow(false)
                .post("/console/runs/" + plan + "/apply").then().statusCode(303).extract().header("Location");
        done(Long.parseLong(next.replaceFirst(".*/runs/(\\d+).*", "$1")));

        assertThat(names(right)).isEqualTo(Map.of("zoe@example.org", "Zoe"));
    }

    @Test
    void aBackfillDoesWhatThePlanSaid() {
        var random = new Random(7);
        for (int i = 0; i < 1500; i++) {
            int which = random.nextInt(3);
            if (which < 2) {
                left.put(person("z" + i, "Name " + random.nextInt(3)), random.nextInt(100));
            }
            if (which > 0) {
                right.put(other("z" + i, "Name " + random.nextInt(3)), random.nextInt(100));
            }
        }
        left.put(person("zz", "The systems' clocks go on"), 100);
        right.put(other("zz", "The systems' clocks go on"), 100);
        Map<String, Integer> planned = done(ask("plan", Map.of())).getMap("tally");
        JsonPath backfill = done(ask("backfill", Map.of()));
        settled();
        Map<String, Integer> did = get(backfill.getLong("id")).getMap("tally");
        assertThat(Map.of("created", planned.get("create"), "updated", planned.get("update"), "paired", planned.get("paired")))
                .isEqualTo(Map.of("created", did.get("created"), "updated", did.get("updated"), "paired", did.get("paired")));
        assertThat(done(ask("plan", Map.of())).getMap("tally")).as("all agree now").containsOnlyKeys("agree");
    }

    @Test
    void onlyAPlanThatIsThroughIsApplied() {
        refused("apply", Map.of(), "one parameter: plan");
        refused("apply", Map.of("plan", 987654321), "has no run 987654321");
        refused("apply", Map.of("plan", done(ask("backfill", Map.of())).getLong("id")), "takes a plan that is done");
    }

    private static Map<String, Object> with(Map<String, Object> person, String field, Object value) {
        var more = new HashMap<>(person);
        more.put(field, value);
        return more;
    }

    private static JsonPath findings(JsonPath run, String kind) {
        return RestAssured.given().get("/api/runs/" + run.getLong("id") + "/findings?size=100&kind=" + kind).then().statusCode(200)
                .extract().jsonPath();
    }
}
