package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface ThingsContract extends OnStore {

    private Things things() {
        return new Things(database());
    }

    private void save(String sync, Thing... things) {
        Samples.save(things(), sync, List.of(things), Map.of(), NOW);
    }

    @Test
    default void anyThingIsLoadedAsItWasSavedAndSavedOver() {
        String sync = newSync();
        for (int seed = 0; seed < 2; seed++) {
            var random = new Random(seed);
            var saved = new HashMap<String, Thing>();
            for (int i = 0; i < 200; i++) {
                saved.put("t" + i, Samples.any(random, "t" + i));
            }
            Samples.save(things(), sync, saved.values(), Map.of(), NOW);

            assertThat(things().load(sync, List.of(), saved.keySet()).things()).as("seed " + seed).isEqualTo(saved);
        }
    }

    @Test
    default void thingIsFoundByAnyOfItsRecordsWithAllItsShadows() {
        String sync = newSync();
        Thing one = Samples.thing("t1", crm("1"), shop("1"));
        Thing two = Samples.thing("t2", crm("2"));
        save(sync, one, two);

        Things.Loaded loaded = things().load(sync, List.of(shop("1"), shop("2")), List.of("t2", "nothing"));

        assertThat(loaded.things()).isEqualTo(Map.of("t1", one, "t2", two));
        assertThat(loaded.syncIds()).containsEntry(shop("1"), "t1").doesNotContainKey(shop("2"));
        assertThat(loaded.former()).isEmpty();
        assertThat(things().load(newSync(), List.of(crm("1")), List.of("t1")).things()).isEmpty();
    }

    @Test
    default void recordWhosePlaceAnotherHasTakenIsFormerAndALateReportOfItIsKnown() {
        String sync = newSync();
        save(sync, Samples.thing("t1", crm("old"), shop("1")));
        Thing moved = Samples.thing("t1", crm("new"), shop("1"));
        save(sync, moved);
        save(sync, moved);

        Things.Loaded late = things().load(sync, List.of(crm("old")), List.of());
        assertThat(late.former()).isEqualTo(Map.of(crm("old"), "t1"));
        assertThat(late.syncIds()).doesNotContainKey(crm("old"));
        assertThat(late.things()).isEmpty();
        assertThat(things().load(sync, List.of(crm("new")), List.of()).things()).isEqualTo(Map.of("t1", moved));
    }

    @Test
    default void formerRecordMayBecomeAThingsRecordAgain() {
        String sync = newSync();
        save(sync, Samples.thing("t1", crm("old")));
        save(sync, Samples.thing("t1", crm("new")));
        Thing other = Samples.thing("t2", crm("old"));
        save(sync, other);

        Things.Loaded loaded = things().load(sync, List.of(crm("old")), List.of());
        assertThat(loaded.former()).isEmpty();
        assertThat(loaded.things()).isEqualTo(Map.of("t2", other));
    }

    @Test
    default void thingsArePairedByTheKeysThatTheyWereLastSavedWith() {
        String sync = newSync();
        var email = new MatchKey(0, "a@example.com");
        var sameTextOtherRule = new MatchKey(1, "a@example.com");
        var name = new MatchKey(1, "Ann".repeat(500));
        Thing one = Samples.thing("t1");
        Thing two = Samples.thing("t2");
        Samples.save(things(), sync, List.of(one, two), Map.of("t1", List.of(email, name), "t2", List.of(email)), NOW);

        assertThat(things().findByKey(sync, List.of(email, name, sameTextOtherRule)))
                .isEqualTo(Map.of(email, List.of("t1", "t2"), name, List.of("t1")));
        assertThat(things().findByKey(newSync(), List.of(email))).isEmpty();
        assertThat(things().findByKey(sync, List.of())).isEmpty();

        Samples.save(things(), sync, List.of(one), Map.of("t1", List.of(name)), NOW);
        assertThat(things().findByKey(sync, List.of(email, name)))
                .isEqualTo(Map.of(email, List.of("t2"), name, List.of("t1")));
    }

    @Test
    default void allThingsArePairedByOtherKeysAtOnce() {
        String sync = newSync();
        var email = new MatchKey(0, "a@example.com");
        List<Thing> all = IntStream.range(0, 1500).mapToObj(number -> Samples.thing("t" + number)).toList();
        Samples.save(things(), sync, all, all.stream().collect(Collectors.toMap(Thing::syncId, thing -> List.of(email))), NOW);

        things().rekey(sync, thing -> thing.syncId().endsWith("7") ? List.of(new MatchKey(0, thing.syncId())) : List.of());

        assertThat(things().findByKey(sync, List.of(email, new MatchKey(0, "t7"), new MatchKey(0, "t1497"))))
                .isEqualTo(Map.of(new MatchKey(0, "t7"), List.of("t7"), new MatchKey(0, "t1497"), List.of("t1497")));
    }

    @Test
    default void deletedThingIsNotFoundByItsKeys() {
        String sync = newSync();
        var key = new MatchKey(0, "a");
        Samples.save(things(), sync, List.of(Samples.thing("t1")), Map.of("t1", List.of(key)), NOW);
        Samples.save(things(), sync, List.of(Samples.deleted(Samples.thing("t1"))), Map.of("t1", List.of(key)), NOW);

        assertThat(things().findByKey(sync, List.of(key))).isEmpty();
    }

    @Test
    default void versionsAreThoseOfPresentRecordsWithNothingWaiting() {
        String sync = newSync();
        save(sync, Samples.thing("t1", crm("still")), Samples.thing("t2", crm("waiting")), Samples.gone("t3", crm("gone")),
                Samples.thing("t4", crm("former")));
        save(sync, Samples.thing("t4", crm("unasked")));
        new Inbox(database()).add(sync, List.of(new Change(crm("waiting"), Operation.UPDATE, null, null, null, null)), NOW);

        assertThat(things().versions(sync, "crm", List.of("still", "waiting", "gone", "former", "unknown")))
                .isEqualTo(Map.of("still", "v-still"));
    }
}
