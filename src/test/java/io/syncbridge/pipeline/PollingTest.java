package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.syncbridge.component.Page;
import io.syncbridge.component.Systems;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Lanes;
import io.syncbridge.store.StoreDatabase;
import io.syncbridge.store.Streams;
import io.syncbridge.store.TestStore;
import io.syncbridge.store.Things;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A poll that scans a system of four records in pages of two, and what is left of it where a page cannot be stored. */
class PollingTest {

    private static final String SYNC = "contacts";
    private static final Instant NOW = Instant.parse("2025-03-01T10:15:30Z");
    private static final List<String> KNOWN = List.of("1", "2", "3", "4", "gone");

    private StoreDatabase database;
    private Cursors cursors;
    private Inbox inbox;
    private Polling polling;
    private boolean failing;
    private boolean interrupted;

    @BeforeEach
    void open() throws SQLException {
        database = TestStore.open();
        cursors = new Cursors(database);
        inbox = new Inbox(database);
        var things = new Things(database);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var brake = new ScanBrake(TestSync.contacts(), new Brakes(database), things, clock);
        var permits = new Permits(null, null, null, brake, null) {
            @Override
            boolean mayPoll(String sync, String system) {
                return true;
            }
        };
        polling = new Polling(inPagesOfTwo(), cursors, things, inbox, permits, brake, new Claims(new Lanes(database), cursors, new Instance(), clock),
                new FirstScan(null, cursors, null, null, clock), clock, null);
        things.save(SYNC, KNOWN.stream().map(id -> new Things.Revision(null, new Thing("t" + id, Base.EMPTY, Map.of("crm",
                new Shadow(new RecordRef("crm", id), Presence.PRESENT, CanonicalRecord.EMPTY, Map.of(), null, null)), Set.of()),
                List.of(), List.of())).toList(), NOW.minusSeconds(60));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aScanWhoseLastPageCannotBeStoredGoesOnAndMissesOnlyWhatIsMissing() {
        poll();
        empty();
        failing = true;
        assertThatThrownBy(this::poll).hasMessage("the store is away");
        assertThat(cursors.scan(SYNC, "crm")).as("the scan is not over").isEqualTo(2);
        empty();

        failing = false;
        poll();

        assertThat(taken()).filteredOn(Change::isHint).extracting(change -> change.ref().recordId()).containsExactly("gone");
        assertThat(taken()).filteredOn(change -> !change.isHint()).extracting(change -> change.ref().recordId()).containsExactly("3", "4");
        assertThat(cursors.scan(SYNC, "crm")).isEqualTo(3);
        assertThat(cursors.look(SYNC, "crm")).isEqualTo(new Cursors.Look(null, NOW));
    }

    @Test
    void aScanThatIsBegunAnewWhileItsPageIsUnderWayBeginsAtItsBeginning() {
        poll();
        empty();
        interrupted = true;

        poll();

        assertThat(taken()).filteredOn(change -> !change.isHint()).extracting(change -> change.ref().recordId()).containsExactly("1", "2", "1", "2", "3", "4");
        assertThat(cursors.read(SYNC, "crm")).contains("end");
    }

    private void poll() {
        polling.poll(SYNC, "crm", gateway());
    }

    private List<Change> taken() {
        return inbox.next(SYNC, 100, NOW).changes().stream().map(Waiting::change).toList();
    }

    private void empty() {
        inbox.remove(inbox.next(SYNC, 100, NOW).changes().stream().map(Waiting::id).toList());
    }

    /** Stores what it is given in one transaction; while it fails, not the last page of a scan. */
    private IntakeGateway gateway() {
        TransactionManager transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
        var storing = new Storing(TestSync.contacts(), inbox, cursors, new Streams(database), new Traces(OpenTelemetry.noop()),
                Clock.fixed(NOW, ZoneOffset.UTC));
        return new IntakeGateway(null, null, null, null, null, null, null, null) {
            @Override
            List<Change> take(IntakeBatch intake) {
                try {
                    if (interrupted) {
                        interrupted = false;
                        cursors.scanAnew(SYNC, "crm", NOW);
                    }
                    transactions.begin();
                    List<Change> stored = storing.store(intake);
                    if (failing && intake.changes().stream().anyMatch(change -> change.ref().recordId().equals("4"))) {
                        transactions.rollback();
                        throw new IllegalStateException("the store is away");
                    }
                    transactions.commit();
                    return stored;
                } catch (IllegalStateException away) {
                    throw away;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private static Systems inPagesOfTwo() {
        return (Systems) Proxy.newProxyInstance(Systems.class.getClassLoader(), new Class<?>[] {Systems.class}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "changes" -> page((String) arguments[2]);
                    case "lag" -> Duration.ZERO;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Page page(String cursor) {
        boolean first = !"half".equals(cursor);
        List<Change> changes = IntStream.of(first ? new int[] {1, 2} : new int[] {3, 4}).mapToObj(id -> new Change(
                new RecordRef("crm", String.valueOf(id)), Operation.UPDATE, Map.of("phone", "1"), NOW, null, null)).toList();
        return new Page(changes, first ? "half" : "end", first, true, !first);
    }
}
