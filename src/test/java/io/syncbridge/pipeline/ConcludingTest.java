package io.syncbridge.pipeline;

import static io.syncbridge.pipeline.TestBatch.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.OrphanPolicy;
import io.syncbridge.reconcile.Thing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of things for which nothing is written. */
class ConcludingTest {

    private final Concluding concluding = new Concluding();
    private final Batch batch = TestBatch.of(List.of(), thing("1", "Ann"));

    @Test
    void ofAMissingRecordIsToldWhenItsThingIsNews() {
        batch.put(Thing.unknown("2"));

        concluding.warn(new Decision.Orphan(batch, List.of(missing("1", OrphanPolicy.WARN), missing("2", OrphanPolicy.WARN))));
        concluding.review(new Decision.Review(batch, List.of(missing("1", OrphanPolicy.REVIEW), missing("2", OrphanPolicy.REVIEW))));

        assertThat(batch.outcomes()).containsExactly(new Outcome.Missing(batch.known("2").about(), "erp", List.of(), false),
                new Outcome.Missing(batch.known("2").about(), "erp", List.of(), true));
    }

    @Test
    void thingsThatNeedNothingAreCounted() {
        concluding.skip(new Decision.Skip(batch, List.of("1")));

        assertThat(batch.outcomes()).containsExactly(new Outcome.Counted(batch.known("1").about(), Outcome.Kind.AGREED));
    }

    private static Step missing(String syncId, OrphanPolicy how) {
        return new Step(syncId, new Intent.Orphan("erp", how));
    }
}
