package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Inbox.Waiting;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the parts of a batch: all of it, each once, and together what is about one thing. */
class DividingTest {

    private static final SyncDefinition SYNC = TestSync.contacts().find("contacts").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final int FEW = 2 * Dividing.LEAST - 1;
    private static final int MANY = 2 * Dividing.LEAST + 1;

    @Test
    void aPartIsWorthATransactionOfItsOwn() {
        assertThat(new Dividing().divide(decided(FEW))).hasSize(1);
        assertThat(new Dividing().divide(decided(MANY))).hasSize(2)
                .allSatisfy(part -> assertThat(part.batch().touched()).hasSizeGreaterThanOrEqualTo(Dividing.LEAST));
    }

    @Test
    void eachThingIsInOnePartWithAllThatIsAboutIt() {
        Decided decided = decided(MANY);
        Batch whole = decided.batch();
        List<Decided> parts = new Dividing().divide(decided);

        assertThat(all(parts, Batch::touched)).containsExactlyInAnyOrderElementsOf(whole.touched());
        assertThat(all(parts, Batch::things)).containsExactlyInAnyOrderElementsOf(whole.things());
        assertThat(whole.parts()).containsExactlyElementsOf(parts.stream().map(Decided::batch).toList());
        assertThat(parts).allSatisfy(one -> {
            Batch part = one.batch();
            assertThat(one.planned().map(Step::syncId)).containsExactlyElementsOf(part.touched());
            assertThat(one.decisions()).allSatisfy(decision -> assertThat(decision.batch()).isSameAs(part));
            assertThat(part.outcomes()).extracting(outcome -> outcome.about().syncId()).containsExactlyInAnyOrderElementsOf(part.touched());
            part.touched().forEach(syncId -> assertThat(part.thingOf(record(Integer.parseInt(syncId)))).isNotNull());
        });
    }

    @Test
    void eachChangeIsInOnePartWithItsThingAndWhatBelongsToNoneInTheFirst() {
        Decided decided = decided(MANY);
        Batch whole = decided.batch();
        List<Decided> parts = new Dividing().divide(decided);

        assertThat(all(parts, part -> part.taken().waiting())).containsExactlyInAnyOrderElementsOf(whole.taken().waiting());
        assertThat(all(parts, part -> part.arrivals().records())).containsExactlyInAnyOrderElementsOf(whole.arrivals().records());
        assertThat(parts.get(0).batch().taken().waiting()).anyMatch(item -> item.change().ref().equals(record(MANY)));
        assertThat(whole.parts()).allSatisfy(part -> assertThat(part.taken().waiting()).filteredOn(item -> !item.change().ref().equals(record(MANY)))
                .extracting(item -> part.thingOf(item.change().ref())).doesNotContainNull());
    }

    @Test
    void whereThingsMayHaveToDoWithOneAnotherTheBatchStaysWhole() {
        Decided losing = decided(MANY);
        losing.batch().tell(new Outcome.Loses(losing.batch().known("1").about(), "delete"));

        assertThat(new Dividing().divide(losing)).containsExactly(losing);
    }

    private static <T> List<T> all(List<Decided> parts, Function<Batch, Collection<T>> what) {
        return parts.stream().flatMap(part -> what.apply(part.batch()).stream()).toList();
    }

    /** A batch of new things, each with a row of the log and a step, and one change more that belongs to no thing. */
    private static Decided decided(int things) {
        List<Waiting> waiting = IntStream.rangeClosed(0, things).mapToObj(i -> new Waiting(i, new Change(record(i), Operation.UPDATE,
                Map.of("phone", "1"), NOW, null, null), NOW, null, null)).toList();
        var batch = new Batch(Taken.of(SYNC, NOW, things, waiting, List.of()), null, SystemFacts.PLAIN);
        IntStream.range(0, things).forEach(i -> {
            Thing thing = Thing.unknown(Integer.toString(i));
            batch.link(record(i), thing.syncId());
            batch.put(thing);
            batch.paired(record(i), thing, "for the test");
        });
        List<Step> steps = Stream.of(batch.touched()).flatMap(Collection::stream)
                .map(syncId -> new Step(syncId, new Intent.Create("erp", CanonicalRecord.EMPTY))).toList();
        return new Decided(batch, List.of(new Decision.Apply(batch, "erp", steps)));
    }

    private static RecordRef record(int number) {
        return new RecordRef("crm", Integer.toString(number));
    }
}
