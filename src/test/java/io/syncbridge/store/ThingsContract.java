package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import java.util.HashMap;
import java.util.HashSet;
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
        for (int seed = 0; seed < 3; seed++) {
            var random = new Random(seed);
            var saved = new HashMap<String, Thing>();
            for (int i = 0; i < 200; i++) {
                saved.put("t" + i, Samples.any(random, "t" + i));
            }
            Samples.save(things(), sync, saved.values(), Map.of(), NOW);

            Things.Loaded loaded = things().load(sync, List.of(), saved.keySet());
            assertThat(loaded.things()).as("seed " + seed).isEqualTo(saved);
            List<Shadow> shadows = saved.values().stream().flatMap(thing -> thing.shadows().values().stream()).toList();
            Map<RecordRef, String> owners = saved.values().stream().flatMap(thing -> thing.shadows().values().stream()
                    .map(shadow -> Map.entry(shadow.ref(), thing.syncId()))).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertThat(loaded.syncIds()).isEqualTo(owners);
            Things.Loaded byRecord = things().load(sync, owners.keySet(), List.of());
            assertThat(byRecord.syncIds()).isEqualTo(owners);
            assertThat(byRecord.things()).isEqualTo(saved.entrySet().stream().filter(one -> !one.getValue().shadows().isEmpty())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            for (String system : List.of("crm", "shop", "sheet")) {
                assertThat(things().present(sync, system)).isEqualTo(shadows.stream()
                        .filter(shadow -> shadow.isPresent() && shadow.ref().system().equals(system)).count());
                assertThat(things().recordIds(sync, system, saved.keySet())).isEqualTo(saved.values().stream()
                        .filter(thing -> thing.shadows().containsKey(system) && thing.shadows().get(system).presence() != Presence.GONE)
                        .collect(Collectors.toMap(Thing::syncId, thing -> thing.shadows().get(system).ref().recordId())));
            }
            assertThat(things().presences(sync, saved.keySet())).isEqualTo(saved.values().stream().filter(thing -> !thing.shadows().isEmpty())
                    .collect(Collectors.toMap(Thing::syncId, thing -> thing.shadows().values().stream()
                            .collect(Collectors.toMap(shadow -> shadow.ref().system(), Shadow::presence)))));
            assertThat(things().living(sync)).isEqualTo(saved.values().stream().filter(thing -> !thing.base().isDeleted()).count());
        }
    }

    /** Records go from thing to thing at random; the last that took one has it, and whoever had it before knows nothing of it. */
    @Test
    default void aRecordBelongsToTheThingThatTookItLastInAnySequenceOfSaves() {
        String sync = newSync();
        var random = new Random(1);
        var known = new HashMap<String, Map<String, String>>();
        for (int round = 0; round < 60; round++) {
            var taken = new HashSet<RecordRef>();
            var changed = new HashMap<String, Map<String, String>>();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                String id = "t" + random.nextInt(6);
                var records = new HashMap<String, String>();
                for (String system : List.of("crm", "shop")) {
                    String record = "r" + random.nextInt(4);
                    if (random.nextBoolean() && !changed.containsKey(id) && taken.add(new RecordRef(system, record))) {
                        records.put(system, record);
                    }
                }
                changed.putIfAbsent(id, records);
            }
            save(sync, changed.entrySet().stream().map(one -> Samples.thing(one.getKey(), one.getValue().entrySet().stream()
                    .map(record -> new RecordRef(record.getKey(), record.getValue())).toArray(RecordRef[]::new))).toArray(Thing[]::new));
            known.forEach((id, records) -> records.entrySet().removeIf(record -> taken.contains(new RecordRef(record.getKey(), record.getValue()))));
            known.putAll(changed);

            var held = new HashMap<String, Map<String, String>>();
            things().load(sync, List.of(), known.keySet()).things().values().forEach(thing -> held.put(thing.syncId(), thing.shadows().values().stream()
                    .collect(Collectors.toMap(shadow -> shadow.ref().system(), shadow -> shadow.ref().recordId()))));
            assertThat(held).as("round " + round).isEqualTo(known);
            for (String system : List.of("crm", "shop")) {
                var owners = new HashMap<String, String>();
                known.forEach((id, records) -> {
                    if (records.containsKey(system)) {
                        owners.put(records.get(system), id);
                    }
                });
                assertThat(things().syncIds(sync, system, List.of("r0", "r1", "r2", "r3"))).as("round " + round).isEqualTo(owners);
            }
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
