package io.syncbridge.torture;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.BesideOtherTests;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The bridge is stopped while people go on working, its store goes away under it or chokes on one record, and senders flood it:
 * all are somebody's ordinary Tuesday.
 */
@BesideOtherTests
class StopAndStartIT {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final int HEAP = 160;

    private static final AtomicInteger number = new AtomicInteger();
    private static World world;

    @BeforeAll
    static void prepare() throws Exception {
        world = new World("stop", 1, Duration.ZERO, 2000, 1, Map.of("bridge.webhooks.\"goods/shop\".unsigned", "true"),
                "-Xmx" + HEAP + "m");
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    @BeforeEach
    void start() throws Exception {
        bridge().start();
        await().until(bridge()::isReady);
    }

    @Test
    void stoppedUnderLoadItHandsBackWhatItHasInHandAndNothingIsLostOrDoubled() throws Exception {
        var working = new AtomicBoolean(true);
        CompletableFuture<Void> people = CompletableFuture.runAsync(() -> {
            while (working.get()) {
                create();
            }
        });
        try {
            int before = world.erp.size();
            await().alias("work is under way").until(() -> world.erp.size() > before + 20);

            assertThat(bridge().stop(GRACE)).as("gone within the grace period").isTrue();
            assertThat(world.store.claims()).as("claims that nobody renews").isZero();
        } finally {
            working.set(false);
            people.join();
        }
        assertThat(world.erp.size()).as("work is left").isLessThan(number.get());
        bridge().start();

        awaitInStep();
        world.journals().forEach((system, journal) -> {
            List<String> created = journal.stream().filter(Act::creates).map(Act::key).toList();
            assertThat(created).as("created in %s", system).doesNotHaveDuplicates().hasSize(number.get());
        });
    }

    @Test
    void aDefinitionThatWasChangedMeanwhileStopsTheSyncBeforeItsFirstWriteUntilTheFileIsPutBack() throws Exception {
        create();
        awaitInStep();
        bridge().stop(GRACE);
        world.define(text -> text.replace("match: [code]", "match: [name]"));
        create();
        bridge().start();

        await().alias("it says why").until(() -> world.store.brakes(), why ->
                why.size() == 1 && why.get(0).contains("`match` was [code]"));
        await().alias("what arrives meanwhile is kept").until(() -> world.store.waiting() > 0);
        assertThat(world.erp.size()).as("written").isEqualTo(number.get() - 1);
        bridge().stop(GRACE);
        world.define(UnaryOperator.identity());
        bridge().start();
        awaitInStep();
        assertThat(world.store.brakes()).isEmpty();
    }

    @Test
    void withoutItsStoreItRefusesWebhooksAndGoesOnByItselfWhenTheStoreIsBack() throws Exception {
        create();
        awaitInStep();
        world.server.close(World.STORE);
        HttpResponse<String> refused = tell();
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValueSatisfying(seconds ->
                assertThat(Integer.parseInt(seconds)).isPositive());
        await().alias("readiness").until(() -> bridge().status("/q/health/ready") == 503);
        assertThat(bridge().status("/q/health/live")).isEqualTo(200);
        create();

        world.server.reopen(World.STORE);

        awaitInStep();
        await().until(bridge()::isReady);
        assertThat(tell().statusCode()).isBetween(200, 299);
    }

    @Test
    void whatMakesItsBatchFailIsSetAsideWithItsReasonAndEverythingElseGoesThrough() throws Exception {
        world.store.jdbi().useHandle(handle -> handle.execute(
                "alter table entity add constraint no_poison check (state not like '%poison%')"));
        try {
            IntStream.range(0, 60).forEach(i -> create());
            world.table("shop").create(Map.of("code", "P-1", "name", "poison", "city", "x", "amount", "1"));
            number.incrementAndGet();
            IntStream.range(0, 60).forEach(i -> create());

            await().alias("all but one").until(() -> Stream.of("crm", "erp")
                    .allMatch(system -> world.systems.get(system).living().size() == number.get() - 1));
            await().alias("it is told, and told once").until(() -> world.store.errors().stream()
                    .filter(error -> error.startsWith("shop/") && error.contains("no_poison")).count() == 1);
            List<String> told = Files.readAllLines(bridge().log()).stream().filter(line -> line.contains("no_poison")).toList();
            assertThat(told).as("lines of the log").anySatisfy(line -> assertThat(line).contains("makes every batch fail", "/console/failures"));
            assertThat(told.stream().filter(line -> line.startsWith("Caused by"))).as("stack traces").hasSize(1);
        } finally {
            world.store.jdbi().useHandle(handle -> {
                handle.execute("alter table entity drop constraint no_poison");
                handle.execute("update inbox set due_at = now()");
            });
        }
        awaitInStep();
    }

    @Test
    void aSystemThatRefusesEverythingIsToldWithoutStackTraces() throws Exception {
        world.erp.fault(Fault.DOWN);
        try {
            create();
            await().alias("it is told").until(() -> world.store.errors().stream()
                    .anyMatch(error -> error.contains("answered 503")));
        } finally {
            world.erp.fault(Fault.NONE);
        }
        awaitInStep();

        assertThat(Files.readAllLines(bridge().log())).noneMatch(line -> line.contains("Failed delivery") && line.contains("answered 503"));
    }

    @Test
    void anAnswerThatMakesItsBatchFailGoesBackAndEverythingElseGoesThrough() throws Exception {
        create();
        awaitInStep();
        world.store.jdbi().useHandle(handle -> {
            handle.execute("alter table review add constraint no_settling check (state <> 'SETTLED')");
            handle.execute("""
                    insert into review (sync, sync_id, field, kind, claims, why, opened_at, state, answer, settled_by, settled_at)
                    select sync, id, 'name', 'EDIT', '[]', 'edited', now(), 'ANSWERED', '["another"]', 'ann', now()
                    from entity limit 1""");
        });
        try {
            await().alias("the person is told").until(() -> world.store.jdbi().withHandle(handle ->
                    handle.createQuery("select note from review where state = 'CLOSED'").mapTo(String.class).findOne()),
                    note -> note.isPresent() && note.get().contains("no_settling"));
            create();
            awaitInStep();
        } finally {
            world.store.jdbi().useHandle(handle -> handle.execute("alter table review drop constraint no_settling"));
        }
    }

    @Test
    void aFloodOfWebhooksIsStoredOrRefusedAndNeverFillsTheHeap() throws Exception {
        create();
        awaitInStep();
        String body = "{\"id\": 1, \"padding\": \"" + "x".repeat(900_000) + "\"}";
        int flood = 2 * HEAP;
        assertThat((long) flood * body.length()).as("the flood in bytes").isGreaterThan(HEAP * 1024L * 1024);
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, flood).mapToObj(i -> http.sendAsync(
                webhook(body), HttpResponse.BodyHandlers.ofString())).toList();

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.join().statusCode()).as(answer.join().body()).isIn(202, 503);
            if (answer.join().statusCode() == 503) {
                assertThat(answer.join().headers().firstValue("Retry-After")).isPresent();
            }
        }
        assertThat(bridge().isAlive()).as("the bridge is alive; see %s", bridge().log()).isTrue();
        awaitInStep();
    }

    private static HttpResponse<String> tell() throws Exception {
        return HttpClient.newHttpClient().send(webhook("{\"id\": 1}"), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest webhook(String body) {
        return HttpRequest.newBuilder(bridge().at("/webhooks/goods/shop")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private static void create() {
        int next = number.incrementAndGet();
        world.systems.get("shop").create(Actors.fields("S-" + next, next));
    }

    private static void awaitInStep() {
        await().alias("all systems hold the same").until(() -> world.systems.values().stream()
                .allMatch(system -> system.living().size() == number.get()) && world.store.inHand(0).isEmpty());
    }

    private static BridgeProcess bridge() {
        return world.instances.get(0);
    }
}
