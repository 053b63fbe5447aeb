package io.syncbridge.bench;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.ats.jta.TransactionManager;
import io.syncbridge.BridgeConfig;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Operation;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.StoreDatabase;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.Things;
import io.syncbridge.store.Things.MatchKey;
import io.syncbridge.store.Things.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the bridge writes into its store for a batch of a thousand records; a PostgreSQL that waits for its disk. */
@State(Scope.Benchmark)
public class StoreWork {

    private static final int BATCH = 1000;

    private record Settings(String url, Optional<String> username, Optional<String> password, int poolSize, Duration acquireTimeout)
            implements BridgeConfig.Database {
    }

    private Servers servers;
    private StoreDatabase database;
    private SyncLog log;
    private Things things;
    private List<Thing> agreed = new ArrayList<>();
    private int round;

    @Setup
    public void open() throws Exception {
        servers = new Servers();
        servers.create("micro");
        database = new StoreDatabase(new Settings(servers.url("micro"), Optional.of(Servers.USER), Optional.empty(), 4,
                Duration.ofSeconds(5)), TransactionManager.transactionManager(), new TransactionSynchronizationRegistryImple());
        log = new SyncLog(database);
        things = new Things(database);
        for (int i = 0; i < BATCH; i++) {
            agreed.add(CoreWork.agreed(CoreWork.values(i), Integer.toString(i)));
        }
        things.save("micro", agreed.stream().map(thing -> new Revision(null, thing, List.of(), key(thing))).toList(), Instant.now());
    }

    private static List<MatchKey> key(Thing thing) {
        return List.of(new MatchKey(0, thing.syncId()));
    }

    @TearDown
    public void close() throws Exception {
        database.close();
        servers.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void logRowsWritten() {
        Instant now = Instant.now();
        log.write(agreed.stream().map(thing -> new SyncLog.Entry(0, now, "micro", thing.syncId(), "crm", thing.syncId(), "erp",
                thing.syncId(), Operation.UPDATE, SyncLog.Status.SUCCESS, List.of("city"),
                Map.of("before", Map.of("city", "Bergen"), "after", Map.of("city", "Oslo")), "newest", null, null)).toList());
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void editsSaved() {
        round++;
        var edited = CoreWork.values(0).with(new CanonicalRecord(Map.of("city", "City " + round)));
        List<Thing> next = agreed.stream().map(thing -> Reconcile.absorb(thing, CoreWork.seen("crm",
                thing.shadows().get("crm").ref().recordId(), edited, 10 + round), CoreWork.SYNC.policy()).thing()).toList();
        things.save("micro", revisions(next), Instant.now());
        agreed = next;
    }

    private List<Revision> revisions(List<Thing> next) {
        var revisions = new ArrayList<Revision>();
        for (int i = 0; i < BATCH; i++) {
            revisions.add(new Revision(agreed.get(i), next.get(i), key(agreed.get(i)), key(next.get(i))));
        }
        return revisions;
    }
}
