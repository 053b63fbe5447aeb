package io.syncbridge.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Both databases take part in the store's transactions, and the bridge is killed between any two of their phases. What was
 * prepared and not decided is rolled back and done again; what was decided is committed.
 */
class XaCrashPointsIT extends CrashPoints {

    private static final String BRANCH = "com.arjuna.ats.internal.jta.resources.arjunacore.XAResourceRecord";

    private static final Point PREPARED = new Point("all prepared, nothing decided",
            "com.arjuna.ats.internal.arjuna.objectstore.ShadowingStore", "write_committed");
    private static final Point DECIDED = new Point("decided, nothing committed", BRANCH, "topLevelCommit");

    @Override
    void checkCrash(Point point, int prepared) {
        assertThat(prepared).as("prepared transactions of the store and the database")
                .isEqualTo(Set.of(PREPARED, DECIDED).contains(point) ? 2 : 0);
    }

    @Override
    Map<String, String> settings() {
        return Map.of("bridge.databases.crm.xa", "true", "bridge.databases.shop.xa", "true");
    }

    @Override
    Stream<Point> points() {
        return Stream.of(
                Point.of("before the write to the database", "connector.jdbc.TableWriter", "write"),
                Point.of("written, not settled", "pipeline.Settling", "settle"),
                new Point("settled, nothing prepared", BRANCH, "topLevelPrepare"),
                PREPARED,
                DECIDED,
                Point.of("all committed", "pipeline.BatchSettled", "settled"));
    }
}
