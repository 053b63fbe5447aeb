package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.store.Notifications.Notice;
import io.syncbridge.store.Sightings.Kind;
import io.syncbridge.store.Sightings.Sighting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What receivers of notifications were told, and what single instances have seen. */
interface NotificationsContract extends OnStore {

    @Test
    default void oneInstanceTellsAReceiverUntilItIsGone() {
        String receiver = newSync();
        var notifications = new Notifications(database());
        assertThat(notifications.claim(receiver, "one", NOW, Duration.ofMinutes(2))).isTrue();
        assertThat(notifications.claim(receiver, "two", NOW.plusSeconds(60), Duration.ofMinutes(2))).isFalse();
        assertThat(notifications.claim(receiver, "one", NOW.plusSeconds(60), Duration.ofMinutes(2))).isTrue();
        assertThat(notifications.claim(receiver, "two", NOW.plusSeconds(181), Duration.ofMinutes(2))).isTrue();
        notifications.release("two");
        assertThat(notifications.claim(receiver, "one", NOW.plusSeconds(182), Duration.ofMinutes(2))).isTrue();
    }

    @Test
    default void aReceiverIsKnownWithWhatItWasToldAndWhyItWasNot() {
        String receiver = newSync();
        var notifications = new Notifications(database());
        notifications.claim(receiver, "one", NOW, Duration.ofMinutes(2));
        notifications.failed(receiver, "no answer", NOW.plusSeconds(60));
        notifications.failed(receiver, "no answer\u0000", NOW.plusSeconds(120));
        assertThat(notifications.receivers()).contains(new Notifications.Receiver(receiver, null, 2, "no answer\uFFFD", NOW.plusSeconds(120)));
        notifications.sent(receiver, NOW);
        assertThat(notifications.receivers()).contains(new Notifications.Receiver(receiver, NOW, 0, null, null));

        var untold = new Notice("SYSTEMS", "crm", "It is down.", "/console", 1, null, NOW, null, null);
        var over = new Notice("POLLS", "a/b", "It fails.", "/console", 1, 1L, NOW, NOW.plusSeconds(1), NOW.plusSeconds(2));
        notifications.replace(receiver, List.of(untold, over));
        assertThat(notifications.of(receiver)).containsExactlyInAnyOrder(untold, over);
        notifications.replace(receiver, List.of(untold));
        assertThat(notifications.of(receiver)).containsExactly(untold);
        assertThat(notifications.of(newSync())).isEmpty();
    }

    @Test
    default void aSightingIsTakenBackByItsInstanceOrWhenThatIsGone() {
        String system = newSync();
        var sightings = new Sightings(database());
        var one = new Sighting(Kind.SYSTEM_DOWN, system, "one", NOW, "refused", NOW);
        var two = new Sighting(Kind.SYSTEM_DOWN, system, "two", NOW, "refused", NOW.plusSeconds(100));
        sightings.save(one);
        sightings.save(new Sighting(Kind.SYSTEM_DOWN, system, "two", NOW, "503", NOW));
        sightings.save(two);
        assertThat(sightings.all()).contains(one, two);

        sightings.remove(Kind.SYSTEM_DOWN, system, "three", NOW);
        assertThat(sightings.all()).as("both are heard of").contains(one, two);
        sightings.remove(Kind.SYSTEM_DOWN, system, "three", NOW.plusSeconds(50));
        assertThat(sightings.all()).doesNotContain(one).contains(two);
        sightings.remove(Kind.SYSTEM_DOWN, system, "two", NOW);
        assertThat(sightings.all()).doesNotContain(two);
    }
}
