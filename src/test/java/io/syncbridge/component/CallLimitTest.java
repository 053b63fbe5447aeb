package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.BridgeConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallLimitTest {

    private final ExecutorService callers = Executors.newFixedThreadPool(8);
    private final AtomicInteger inside = new AtomicInteger();

    private record Limits(OptionalInt callsAtOnce, OptionalInt callsPerSecond) implements BridgeConfig.SystemLimits {
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void onlySoManyCallsAreInsideAtOnceAndTheOthersComeAfterThem() throws Exception {
        var limit = new CallLimit("erp", new Limits(OptionalInt.of(2), OptionalInt.empty()));
        var twoAreInside = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        List<CompletableFuture<Integer>> calls = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(() ->
                limit.run(() -> {
                    int now = inside.incrementAndGet();
                    twoAreInside.countDown();
                    go.await();
                    inside.decrementAndGet();
                    return now;
                }).value(), callers)).toList();

        assertThat(twoAreInside.await(20, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call.get(20, TimeUnit.SECONDS)).isBetween(1, 2));
    }

    @Test
    void whoComesTooEarlyInTheSecondWaitsForTheNext() {
        var limit = new CallLimit("erp", new Limits(OptionalInt.empty(), OptionalInt.of(2)));
        Instant began = Instant.now();

        List<Instant> calls = IntStream.range(0, 5).mapToObj(i -> limit.run(Instant::now).value()).toList();

        assertThat(Duration.between(began, calls.get(4))).as("the fifth of two a second")
                .isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aCallThatFailsLeavesItsPlace() {
        var limit = new CallLimit("erp", new Limits(OptionalInt.of(1), OptionalInt.empty()));

        assertThat(limit.run(() -> {
            throw new IllegalStateException("down");
        }).exception()).hasMessage("down");
        assertThat(limit.run(() -> "next").value()).isEqualTo("next");
    }
}
