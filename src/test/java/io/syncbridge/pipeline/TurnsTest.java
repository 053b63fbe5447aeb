package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns();
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void whoComesMeanwhileIsServedByOneMoreRoundOfTheFirst() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var executor = Executors.newSingleThreadExecutor();
        try {
            var first = executor.submit(() -> turns.run("a", () -> {
                rounds.incrementAndGet();
                begun.countDown();
                await(goOn);
            }));
            await(begun);
            turns.run("a", () -> rounds.addAndGet(100));
            turns.run("a", () -> rounds.addAndGet(100));
            turns.run("b", () -> rounds.addAndGet(1000));
            goOn.countDown();
            first.get(10, TimeUnit.SECONDS);
        } finally {
            executor.shutdownNow();
        }
        assertThat(rounds).hasValue(1002);
    }

    @Test
    void aFailureLeavesTheTurnToTheNext() {
        assertThatThrownBy(() -> turns.run("a", () -> {
            throw new IllegalStateException("no");
        })).hasMessage("no");
        turns.run("a", rounds::incrementAndGet);
        assertThat(rounds).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
