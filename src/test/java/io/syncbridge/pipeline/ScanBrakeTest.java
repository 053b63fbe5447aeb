package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.StoreDatabase;
import io.syncbridge.store.TestStore;
import io.syncbridge.store.Things;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Complete scans of a system with few records; up to twenty may be deleted unasked. */
class ScanBrakeTest {

    private static final Instant NOW = Instant.parse("2025-03-01T10:15:30Z");

    private StoreDatabase database;
    private Things things;
    private Brakes brakes;

    @BeforeEach
    void open() throws SQLException {
        database = TestStore.open();
        things = new Things(database);
        brakes = new Brakes(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aScanThatComesAcrossNothingAtAllIsAnAccidentEvenWhereLittleIsKnown() {
        List<String> known = known(3);

        assertThat(stops(known)).isTrue();
        assertThat(brakes.open("contacts").orElseThrow().why()).contains("did not come across 3 of the 3 records");
    }

    @Test
    void someOfFewRecordsMayBeGoneAndAlsoTheOnlyOne() {
        List<String> known = known(3);
        assertThat(stops(known.subList(0, 2))).isFalse();
        assertThat(stops(known.subList(0, 1))).isFalse();
    }

    private boolean stops(List<String> missing) {
        return new ScanBrake(TestSync.contacts(), brakes, things, Clock.fixed(NOW, ZoneOffset.UTC))
                .stops("contacts", "crm", 2, new ArrayList<>(missing));
    }

    private List<String> known(int number) {
        List<String> ids = IntStream.range(0, number).mapToObj(String::valueOf).toList();
        things.save("contacts", ids.stream().map(id -> new Things.Revision(null, new Thing("t" + id, Base.EMPTY, Map.of("crm",
                new Shadow(new RecordRef("crm", id), Presence.PRESENT, CanonicalRecord.EMPTY, Map.of(), null, null)), Set.of()),
                List.of(), List.of())).toList(), NOW);
        return ids;
    }
}
