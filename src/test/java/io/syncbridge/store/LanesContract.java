package io.syncbridge.store;

import static io.syncbridge.store.OnStore.blocked;
import static io.syncbridge.store.OnStore.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

interface LanesContract extends OnStore {

    Duration LEASE = Duration.ofSeconds(30);

    private Lanes lanes() {
        return new Lanes(database());
    }

    @Test
    default void oneOwnerWorksUntilItsLeaseIsOverOrReleased() {
        String sync = newSync();
        assertThat(lanes().claim(sync, "one", NOW, LEASE)).isTrue();
        assertThat(lanes().claim(sync, "two", NOW.plusSeconds(29), LEASE)).isFalse();
        assertThat(lanes().claim(sync, "one", NOW.plusSeconds(29), LEASE)).as("renewed").isTrue();
        assertThat(lanes().claim(sync, "two", NOW.plusSeconds(58), LEASE)).isFalse();
        assertThat(lanes().claim(sync, "two", NOW.plusSeconds(60), LEASE)).as("lease is over").isTrue();

        lanes().releaseAll("one");
        assertThat(lanes().claim(sync, "one", NOW.plusSeconds(61), LEASE)).as("not its to release").isFalse();
        lanes().releaseAll("two");
        assertThat(lanes().claim(sync, "one", NOW.plusSeconds(61), LEASE)).isTrue();
    }

    @Test
    default void ownerRenewsAllThatItHasAndLearnsWhatItLost() {
        String kept = newSync();
        String lost = newSync();
        String owner = newSync();
        lanes().claim(kept, owner, NOW, LEASE);
        lanes().claim(lost, owner, NOW, LEASE);
        lanes().claim(lost, "two", NOW.plusSeconds(31), LEASE);

        assertThat(lanes().renew(owner, NOW.plusSeconds(61))).containsExactly(kept);

        assertThat(lanes().claim(kept, "two", NOW.plusSeconds(60), LEASE)).isFalse();
        assertThat(lanes().claim(lost, owner, NOW.plusSeconds(60), LEASE)).isFalse();
    }

    @Test
    default void oneOfManyGetsALaneThatIsNew() {
        String sync = newSync();

        assertThat(Stream.of("one", "two", "three", "four").map(owner -> CompletableFuture.supplyAsync(
                () -> lanes().claim(sync, owner, NOW, LEASE))).toList().stream().filter(CompletableFuture::join)).hasSize(1);
    }

    @Test
    default void ownerThatWasOvertakenCannotSettle() throws Exception {
        String sync = newSync();
        lanes().claim(sync, "one", NOW, LEASE);
        commit(() -> lanes().confirm(sync, "one"));
        lanes().claim(sync, "two", NOW.plusSeconds(31), LEASE);

        assertThatThrownBy(() -> lanes().confirm(sync, "one")).isInstanceOf(LaneLostException.class).hasMessageContaining(sync);
        commit(() -> lanes().confirm(sync, "two"));
        lanes().releaseAll("two");
        assertThatThrownBy(() -> lanes().confirm(sync, "two")).isInstanceOf(LaneLostException.class);
    }

    @Test
    default void nobodyOvertakesAnOwnerThatIsSettling() throws Exception {
        String sync = newSync();
        lanes().claim(sync, "one", NOW, LEASE);
        var overtaking = new AtomicReference<CompletableFuture<Boolean>>();

        commit(() -> {
            lanes().confirm(sync, "one");
            overtaking.set(blocked(() -> lanes().claim(sync, "two", NOW.plusSeconds(31), LEASE)));
        });

        assertThat(overtaking.get().get(10, TimeUnit.SECONDS)).isTrue();
    }
}
