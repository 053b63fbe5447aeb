package io.syncbridge.pipeline;

import static io.syncbridge.pipeline.TestBatch.NOW;
import static io.syncbridge.pipeline.TestBatch.edit;
import static io.syncbridge.pipeline.TestBatch.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.TestStore;
import io.syncbridge.store.Things.Loaded;
import io.syncbridge.store.Things.MatchKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which thing a record belongs to that is seen for the first time. */
class MatchingTest {

    private static final SyncDefinition SYNC = TestSync.of("""
            sync: contacts
            systems: {crm: {id: id}, erp: {id: no}}
            match: [name]
            fields:
              name: {crm: name, erp: name}
            """).find("contacts").orElseThrow();
    private static final RecordRef CRM = new RecordRef("crm", "7");

    private final TestSystems systems = new TestSystems();
    private final List<Thing> stored = new ArrayList<>();

    @Test
    void aRecordThatMatchesNothingIsANewThing() {
        Batch batch = matched(edit("crm", "7", "Zoe", NOW, "v1"));

        assertThat(batch.thingOf(CRM)).isNotNull();
        assertThat(batch.known(batch.thingOf(CRM).syncId()).isNews()).isTrue();
        assertThat(batch.outcomes()).filteredOn(outcome -> !(outcome instanceof Outcome.Mapped)).isEmpty();
        assertThat(systems.calls).as("the other system is asked before anything is created there").containsExactly("find erp [{name=Zoe}]");
    }

    @Test
    void aRecordJoinsTheThingThatItMatches() {
        stored.add(thing("1", "Ann").without("crm"));

        Batch batch = matched(edit("crm", "7", "Ann", NOW, "v1"));

        assertThat(batch.thingOf(CRM).syncId()).isEqualTo("1");
        assertThat(batch.known("1").news()).containsExactly(CRM);
        assertThat(told(batch, Outcome.Paired.class)).singleElement().satisfies(paired -> {
            assertThat(paired.why()).isEqualTo("match on name");
            assertThat(paired.other()).isEqualTo(new RecordRef("erp", "1"));
        });
    }

    @Test
    void aRecordWhoseThingHasOneInItsSystemAlreadyIsAskedAbout() {
        stored.add(thing("1", "Ann"));
        systems.with("crm", "1", "Ann", NOW, "v1");

        Batch batch = matched(edit("crm", "7", "Ann", NOW, "v1"));

        assertThat(batch.thingOf(CRM).inReview()).containsExactly(Thing.RECORD);
        assertThat(told(batch, Outcome.Ambiguous.class)).singleElement().satisfies(asked -> assertThat(asked.claims()).hasSize(2));
    }

    @Test
    void twoRecordsOfOneBatchThatMatchAreOneThing() {
        Batch batch = matched(edit("crm", "7", "Zoe", NOW, "v1"), edit("erp", "8", "Zoe", NOW, "v1"));

        assertThat(batch.thingOf(CRM)).isEqualTo(batch.thingOf(new RecordRef("erp", "8")));
        assertThat(told(batch, Outcome.Paired.class)).hasSize(1);
    }

    @Test
    void aDeletedThingMatchesNothing() {
        stored.add(Reconcile.dissolved(thing("1", "Ann"), "anna", NOW));

        assertThat(matched(edit("crm", "7", "Ann", NOW, "v1")).thingOf(CRM).syncId()).isNotEqualTo("1");
    }

    @Test
    void theOtherSystemsRecordIsFoundBeforeItIsDoubled() {
        systems.with("erp", "A", "Zoe", NOW, "v1");

        Batch batch = matched(edit("crm", "7", "Zoe", NOW, "v1"));

        assertThat(batch.thingOf(new RecordRef("erp", "A"))).isEqualTo(batch.thingOf(CRM));
        assertThat(batch.observations).containsKey(new RecordRef("erp", "A"));
    }

    @Test
    void severalRecordsThatAreFoundAreNotGuessedAt() {
        systems.with("erp", "A", "Zoe", NOW, "v1").with("erp", "B", "Zoe", NOW, "v1");

        Batch batch = matched(edit("crm", "7", "Zoe", NOW, "v1"));

        assertThat(batch.thingOf(CRM).inReview()).containsExactly(Thing.RECORD);
        assertThat(told(batch, Outcome.Ambiguous.class)).hasSize(1);
    }

    @Test
    void whereTheOtherSystemCannotBeAskedNothingIsCreatedThere() {
        systems.away = true;

        Batch batch = matched(edit("crm", "7", "Zoe", NOW, "v1"));

        String syncId = batch.thingOf(CRM).syncId();
        assertThat(batch.answers.hasGivenUp(syncId, "erp")).isTrue();
        assertThat(Undelivered.of(batch.outcomes()).values()).extracting(Delivery::error).containsExactly("it is away");
    }

    private Batch matched(Change... reports) {
        BridgeConfig config = TestStore.config();
        var loading = new Loading(systems, new Deliveries(null) {
            @Override
            public Map<String, List<Delivery>> of(String sync, Collection<String> syncIds) {
                return Map.of();
            }
        }, null);
        var references = new References(null, null, systems);
        var counterparts = new Counterparts(systems, references, loading, config);
        Batch batch = TestBatch.of(SYNC, knowledge(), List.of(reports), List.of(), List.of());
        new MappingRecords(systems, references, new Absences(null)).map(new Guarded(batch, Set.of()));
        new Matching(loading, counterparts, new Rekeying(systems, loading, counterparts, config), config).match(batch);
        return batch;
    }

    private static <T extends Outcome> List<T> told(Batch batch, Class<T> kind) {
        return batch.outcomes().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Knowledge knowledge() {
        return new Knowledge() {
            @Override
            public Loaded load(Collection<RecordRef> records, Collection<String> syncIds) {
                var things = new LinkedHashMap<String, Thing>();
                var links = new LinkedHashMap<RecordRef, String>();
                stored.forEach(thing -> thing.shadows().values().forEach(shadow -> {
                    if (syncIds.contains(thing.syncId()) || records.contains(shadow.ref())) {
                        things.put(thing.syncId(), thing);
                        links.put(shadow.ref(), thing.syncId());
                    }
                }));
                return new Loaded(things, links, Map.of());
            }

            @Override
            public Map<MatchKey, List<String>> findByKey(Collection<MatchKey> keys) {
                var found = new LinkedHashMap<MatchKey, List<String>>();
                stored.forEach(thing -> MatchKeys.of(SYNC, thing).stream().filter(keys::contains)
                        .forEach(key -> found.computeIfAbsent(key, k -> new ArrayList<>()).add(thing.syncId())));
                return found;
            }
        };
    }
}
