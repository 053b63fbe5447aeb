package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.mapping.Filter;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Leaving;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a record is: there, flagged as deleted, or outside of its system's scope. */
class ObservationsTest {

    private static final Map<String, Object> INSIDE = Map.of("kind", "A", "gone", false);
    private static final Map<String, Object> OUTSIDE = Map.of("kind", "B", "gone", false);
    private static final Map<String, Object> UNTOLD = Map.of("gone", false);

    @Test
    void aFilterDecidesWhatIsToldAndWhatWasDecidesTheRest() {
        assertThat(presence(Leaving.UNLINK, INSIDE, Presence.OUTSIDE)).isEqualTo(Presence.PRESENT);
        assertThat(presence(Leaving.UNLINK, OUTSIDE, Presence.PRESENT)).isEqualTo(Presence.OUTSIDE);
        assertThat(presence(Leaving.UNLINK, UNTOLD, Presence.PRESENT)).isEqualTo(Presence.PRESENT);
        assertThat(presence(Leaving.UNLINK, UNTOLD, Presence.OUTSIDE)).isEqualTo(Presence.OUTSIDE);
        assertThat(presence(Leaving.UNLINK, UNTOLD, null)).as("nobody knows").isEqualTo(Presence.OUTSIDE);
    }

    @Test
    void aWholeRecordThatLacksAFieldHoldsNothingInIt() {
        assertThat(Observations.presence(system(Leaving.UNLINK), UNTOLD, shadow(Presence.PRESENT), true)).isEqualTo(Presence.OUTSIDE);
    }

    @Test
    void whereRecordsStayInTheFilterOnlySaysWhichEnter() {
        assertThat(presence(Leaving.KEEP, OUTSIDE, null)).isEqualTo(Presence.OUTSIDE);
        assertThat(presence(Leaving.KEEP, INSIDE, Presence.OUTSIDE)).isEqualTo(Presence.PRESENT);
        assertThat(presence(Leaving.KEEP, OUTSIDE, Presence.PRESENT)).isEqualTo(Presence.PRESENT);
    }

    @Test
    void aFlaggedRecordIsDeletedWhereverItIs() {
        assertThat(presence(Leaving.UNLINK, Map.of("kind", "B", "gone", true), Presence.PRESENT)).isEqualTo(Presence.HIDDEN);
    }

    private static Presence presence(Leaving leaving, Map<String, Object> record, Presence before) {
        return Observations.presence(system(leaving), record, before == null ? null : shadow(before), false);
    }

    private static SystemDefinition system(Leaving leaving) {
        return new SystemDefinition("crm", "id", null, null, Map.of("gone", true), Map.of("gone", false),
                Filter.of(Map.of("kind", "A")), leaving, null);
    }

    private static Shadow shadow(Presence presence) {
        return new Shadow(new RecordRef("crm", "1"), presence, CanonicalRecord.EMPTY, Map.of(), null, null);
    }
}
