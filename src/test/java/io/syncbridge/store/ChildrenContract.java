package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Children.Kind;
import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Things.Revision;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who waits for whom, and until when. */
interface ChildrenContract extends OnStore {

    private Children waiting() {
        return new Children(database());
    }

    private static Node node(Kind kind, String sync, String id) {
        return new Node(kind, sync, "crm", id);
    }

    private static Wait wait(Node child, Node parent) {
        return new Wait(child, "firm", parent, NOW);
    }

    private void linked(String sync, String syncId, String recordId, Presence presence) {
        var shadow = new Shadow(OnStore.crm(recordId), presence, CanonicalRecord.EMPTY, Map.of(), null, null);
        new Things(database()).save(sync, List.of(new Revision(null, new Thing(syncId, Base.EMPTY, Map.of("crm", shadow), Set.of()),
                List.of(), List.of())), NOW);
    }

    @Test
    default void aWaitIsNewOnceAndReplacedWhereItsFieldPointsElsewhere() {
        String sync = newSync();
        Node child = node(Kind.READ, sync, "c");
        Wait first = wait(child, node(Kind.READ, sync, "p1"));
        assertThat(waiting().add(List.of(first))).containsExactly(first);
        assertThat(waiting().add(List.of(first))).isEmpty();
        Wait second = wait(child, node(Kind.READ, sync, "p2"));
        assertThat(waiting().add(List.of(second, second))).containsExactly(second);
        assertThat(waiting().of(Set.of(child, node(Kind.WRITE, sync, "c")))).containsExactly(second);
        assertThat(waiting().list(sync, 10)).containsExactly(second);
        assertThat(waiting().counts()).containsEntry(sync, 1L);

        waiting().done(Set.of(node(Kind.WRITE, sync, "c"), node(Kind.READ, newSync(), "c")));
        assertThat(waiting().list(sync, 10)).as("others are done").hasSize(1);
        waiting().done(Set.of(child));
        assertThat(waiting().list(sync, 10)).isEmpty();
    }

    @Test
    default void oneThingWaitsInEachSystemForItself() {
        String sync = newSync();
        List<Wait> both = List.of(wait(new Node(Kind.WRITE, sync, "crm", "c"), new Node(Kind.WRITE, sync, "crm", "p")),
                wait(new Node(Kind.WRITE, sync, "erp", "c"), new Node(Kind.WRITE, sync, "erp", "p")));
        assertThat(waiting().add(both)).isEqualTo(both);
        assertThat(waiting().list(sync, 10)).containsExactlyInAnyOrderElementsOf(both);
        assertThat(waiting().add(both)).isEmpty();
    }

    @Test
    default void aChildIsReadyWhenWhatItPointsToHasARecordInItsSystem() {
        String child = newSync();
        String parent = newSync();
        Wait read = wait(node(Kind.READ, child, "c"), node(Kind.READ, parent, "p"));
        Wait write = wait(node(Kind.WRITE, child, "thing-c"), node(Kind.WRITE, parent, "thing-p-" + parent));
        waiting().add(List.of(read, write));
        assertThat(waiting().ready(parent, 10)).isEmpty();

        linked(parent, "thing-p-" + parent, "p", Presence.GONE);
        assertThat(waiting().ready(parent, 10)).as("the record is known, and gone").containsExactly(read);
        linked(parent, "thing-q-" + parent, "q", Presence.PRESENT);
        assertThat(waiting().ready(parent, 10)).containsExactly(read);
        var now = new Shadow(OnStore.crm("p"), Presence.PRESENT, CanonicalRecord.EMPTY, Map.of(), null, null);
        Thing before = new Things(database()).load(parent, List.of(OnStore.crm("p")), List.of()).things().values().iterator().next();
        new Things(database()).save(parent, List.of(new Revision(before, new Thing(before.syncId(), Base.EMPTY, Map.of("crm", now),
                Set.of()), List.of(), List.of())), NOW);
        assertThat(waiting().ready(parent, 10)).containsExactlyInAnyOrder(read, write);
        assertThat(new Things(database()).recordIds(parent, "crm", List.of(before.syncId(), "nobody")))
                .isEqualTo(Map.of(before.syncId(), "p"));
        assertThat(new Things(database()).presences(parent, List.of(before.syncId())))
                .isEqualTo(Map.of(before.syncId(), Map.of("crm", Presence.PRESENT)));
    }
}
