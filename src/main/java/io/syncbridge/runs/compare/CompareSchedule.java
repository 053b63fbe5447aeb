package io.syncbridge.runs.compare;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.store.Comparisons;
import io.syncbridge.store.Runs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Handler;

/** Asks for comparisons from time to time; one at a time of each sync. */
@ApplicationScoped
@Named("compareSchedule")
public class CompareSchedule {

    /** Stands in the place of a person's name. */
    static final String SCHEDULE = "the schedule";

    private final Definitions definitions;
    private final Comparisons comparisons;
    private final Runs runs;
    private final BridgeConfig config;
    private final Clock clock;

    public CompareSchedule(Definitions definitions, Comparisons comparisons, Runs runs, BridgeConfig config, Clock clock) {
        this.definitions = definitions;
        this.comparisons = comparisons;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
    }

    @Handler
    @Transactional
    public void ask() {
        Instant now = clock.instant();
        config.compareEvery().ifPresent(every -> definitions.syncs().stream().map(SyncDefinition::name)
                .filter(sync -> comparisons.due(sync, now, every) && !isGoing(sync))
                .forEach(sync -> runs.add(sync, Runs.Kind.COMPARE, Map.of(), SCHEDULE, now)));
    }

    private boolean isGoing(String sync) {
        return runs.going().stream().anyMatch(run -> run.sync().equals(sync) && run.kind() == Runs.Kind.COMPARE);
    }
}
