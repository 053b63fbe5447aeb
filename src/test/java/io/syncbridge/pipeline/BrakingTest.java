package io.syncbridge.pipeline;

import static io.syncbridge.pipeline.TestBatch.NOW;
import static io.syncbridge.pipeline.TestBatch.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Tallies;
import io.syncbridge.store.Things;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a batch is not written before a person has decided, and what counts for the batches after it. */
class BrakingTest {

    private static final SyncDefinition SYNC = TestSync.of("""
            sync: contacts
            systems: {crm: {id: id}, erp: {id: no}}
            match: [name]
            fields:
              name: {crm: name, erp: name}
            limits: {deletes: {percent: 10, count: 2}, blanks: {percent: 10, count: 2}}
            """).find("contacts").orElseThrow();

    private long deletesBehind;
    private Map<String, Long> doneBefore = Map.of();
    private final Braking braking = new Braking(null, new Tallies(null) {
        @Override
        public Map<String, Long> since(String sync, Instant since) {
            return doneBefore;
        }
    }, new Inbox(null) {
        @Override
        public long deletesWaiting(String sync, long after) {
            return deletesBehind;
        }
    }, new Things(null) {
        @Override
        public long living(String sync) {
            return 20;
        }
    }, null);

    @Test
    void aFewDeletesAreCountedAndGoOn() {
        Decided decided = deletes(2, List.of());

        braking.check(decided);

        assertThat(decided.batch().outcomes()).filteredOn(Outcome.Loses.class::isInstance).hasSize(2)
                .allSatisfy(lost -> assertThat(((Outcome.Loses) lost).subject()).isEqualTo(Braking.DELETE));
        assertThat(decided.batch().isDivisible()).as("what brakes count is not divided").isFalse();
    }

    @Test
    void manyDeletesStopTheSyncWhereverTheyAreOnTheirWay() {
        assertThatThrownBy(() -> braking.check(deletes(3, List.of()))).isInstanceOf(BrakedException.class).hasMessageContaining("3 of 20 records");
        deletesBehind = 2;
        assertThatThrownBy(() -> braking.check(deletes(1, List.of()))).as("behind it in the inbox").isInstanceOf(BrakedException.class);
        deletesBehind = 0;
        doneBefore = Map.of(Braking.DELETE, 2L);
        assertThatThrownBy(() -> braking.check(deletes(1, List.of()))).as("within the last hour").isInstanceOf(BrakedException.class);
    }

    @Test
    void whatAPersonReleasedIsNotCounted() {
        var released = new Brake(1, SYNC.name(), Brakes.Kind.DELETES, Braking.DELETE, "many", NOW, Brakes.State.RELEASED, 100L, "anna", NOW);
        Decided decided = deletes(9, List.of(released));

        braking.check(decided);

        assertThat(decided.batch().outcomes()).isEmpty();
    }

    @Test
    void aValueThatIsLostInManyRecordsStopsTheSyncToo() {
        assertThatThrownBy(() -> braking.check(decided(3, List.of(), syncId -> new Intent.Update("erp", blank(), false))))
                .isInstanceOf(BrakedException.class).hasMessageContaining("'name'");
    }

    private static CanonicalRecord blank() {
        var values = new HashMap<String, Object>();
        values.put("name", null);
        return new CanonicalRecord(values);
    }

    private static Decided deletes(int number, List<Brake> decisions) {
        return decided(number, decisions, syncId -> new Intent.Delete("erp", DeletePolicy.HARD));
    }

    private static Decided decided(int number, List<Brake> decisions, Function<String, Intent> intent) {
        List<String> ids = IntStream.rangeClosed(1, number).mapToObj(Integer::toString).toList();
        Batch batch = TestBatch.of(SYNC, null, ids.stream().map(id -> Change.delete(new RecordRef("crm", id), NOW)).toList(), List.of(), decisions,
                ids.stream().map(id -> thing(id, "Ann " + id)).toArray(Thing[]::new));
        return new Decided(batch, List.of(new Decision.Apply(batch, "erp", ids.stream().map(id -> new Step(id, intent.apply(id))).toList())));
    }
}
