package io.syncbridge.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridge is stopped while people go on working, and its store goes away under it: both are somebody's ordinary Tuesday. */
class StopAndStartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final AtomicInteger number = new AtomicInteger();
    private static World world;

    @BeforeAll
    static void prepare() throws Exception {
        world = new World("stop", 1, Duration.ZERO, 2000, 1, Map.of("bridge.webhooks.\"goods/shop\".unsigned", "true"));
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    @BeforeEach
    void start() throws Exception {
        bridge().start();
        await().atMost(PATIENCE).until(bridge()::isReady);
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
            await().alias("work is under way").atMost(PATIENCE).until(() -> world.erp.size() > before + 20);

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
    void withoutItsStoreItRefusesWebhooksAndGoesOnByItselfWhenTheStoreIsBack() throws Exception {
        create();
        awaitInStep();
        world.server.close(World.STORE);
        HttpResponse<String> refused = tell();
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValueSatisfying(seconds ->
                assertThat(Integer.parseInt(seconds)).isPositive());
        await().alias("readiness").atMost(PATIENCE).until(() -> bridge().status("/q/health/ready") == 503);
        assertThat(bridge().status("/q/health/live")).isEqualTo(200);
        create();

        world.server.reopen(World.STORE);

        awaitInStep();
        await().atMost(PATIENCE).until(bridge()::isReady);
        assertThat(tell().statusCode()).isBetween(200, 299);
    }

    private static HttpResponse<String> tell() throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(bridge().at("/webhooks/goods/shop"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"id\": 1}")).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void create() {
        int next = number.incrementAndGet();
        world.systems.get("shop").create(Actors.fields("S-" + next, next));
    }

    private static void awaitInStep() {
        await().alias("all systems hold the same").atMost(PATIENCE).until(() -> world.systems.values().stream()
                .allMatch(system -> system.living().size() == number.get()) && world.store.inHand(0) == 0);
    }

    private static BridgeProcess bridge() {
        return world.instances.get(0);
    }
}
