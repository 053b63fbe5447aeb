package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Plain;
import io.syncbridge.component.SyncComponent;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Folder;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Problem;
import io.syncbridge.pipeline.Claims;
import io.syncbridge.pipeline.Taking;
import io.syncbridge.pipeline.WorkSignal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jboss.logging.Logger;

/** Has the syncs of changed files go on by them: what is under way is ended first, and what fails is put back as it was. */
@ApplicationScoped
class TakingOver {

    private static final Logger LOG = Logger.getLogger(TakingOver.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private final BridgeConfig config;
    private final CamelContext camel;
    private final Definitions definitions;
    private final LoadedFiles loaded;
    private final RouteChecks checks;
    private final RunningRoutes routes;
    private final SyncComponent component;
    private final Systems systems;
    private final Claims claims;
    private final Taking taking;
    private final WorkSignal signal;
    private final Event<SyncsReplaced> replaced;

    TakingOver(BridgeConfig config, CamelContext camel, Definitions definitions, LoadedFiles loaded, RouteChecks checks, RunningRoutes routes,
            SyncComponent component, Systems systems, Claims claims, Taking taking, WorkSignal signal,
            Event<SyncsReplaced> replaced) {
        this.config = config;
        this.camel = camel;
        this.definitions = definitions;
        this.loaded = loaded;
        this.checks = checks;
        this.routes = routes;
        this.component = component;
        this.systems = systems;
        this.claims = claims;
        this.taking = taking;
        this.signal = signal;
        this.replaced = replaced;
    }

    /**
     * Takes a draft over.
     *
     * @param running the files that run
     * @param taken the same with those of the draft
     * @param read what the latter define
     * @return why it failed, so that all is as it was; empty where it did not
     */
    Optional<String> take(Draft draft, Folder running, Folder taken, Definitions read) {
        claims.standStill(draft.syncs());
        try {
            if (!isAtRest(draft.syncs())) {
                return Optional.of("A batch that is under way has not ended within " + PATIENCE.toMinutes() + " minutes. Try again later.");
            }
            component.replacing(draft.syncs());
            return replace(draft, running, taken, read);
        } finally {
            component.replacing(Set.of());
            claims.standStill(Set.of());
            definitions.syncs().stream().map(SyncDefinition::name).filter(draft.syncs()::contains).forEach(signal::now);
        }
    }

    private boolean isAtRest(Set<String> syncs) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (syncs.stream().anyMatch(taking::isBusy) && System.nanoTime() < until) {
            LockSupport.parkNanos(A_MOMENT.toNanos());
        }
        return syncs.stream().noneMatch(taking::isBusy);
    }

    private Optional<String> replace(Draft draft, Folder running, Folder taken, Definitions read) {
        List<SyncDefinition> before = definitions.syncs();
        List<Problem> wrong = definitions.problems();
        Optional<String> failure = start(draft, taken, merged(draft, read), read.problems());
        if (failure.isPresent()) {
            start(draft, running, before, wrong).ifPresent(again ->
                    LOG.errorf("The former routes of %s could not be started either: %s Start the bridge anew.", draft.routes(), again));
            return failure;
        }
        loaded.forget(draft.files().stream().map(file -> place(file.name())).toList());
        loaded.forget(draft.routes().stream().map(this::place).toList());
        tell(new SyncsReplaced(without(definitions.syncs(), before), without(before, definitions.syncs())));
        camel.getExecutorServiceManager().newThread("examine systems", systems::examine).start();
        return Optional.empty();
    }

    /** What only shows syncs does not undo that they were taken over. */
    private void tell(SyncsReplaced syncs) {
        try {
            replaced.fire(syncs);
        } catch (RuntimeException e) {
            LOG.warnf("Metrics or JMX beans could not be renewed for %s: %s", syncs, Plain.reason(e));
        }
    }

    /** Stops the routes that run and starts those of a folder. */
    private Optional<String> start(Draft draft, Folder folder, List<SyncDefinition> syncs, List<Problem> wrong) {
        try {
            routes.stop(draft.routes());
            definitions.become(syncs, wrong);
            for (FileChange file : draft.files()) {
                if (Folder.isKamelet(file.name())) {
                    routes.replaceKamelet(folder, file.name());
                }
            }
            RouteFileCheck check = checks.check(folder, definitions);
            var problems = new ArrayList<Problem>();
            draft.routes().stream().filter(folder.routes()::contains).forEach(name -> problems.addAll(routes.start(folder, name, check)));
            return problems.isEmpty() ? Optional.empty() : Optional.of(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        } catch (Exception e) {
            LOG.debug("Taking over failed.", e);
            return Optional.of(Plain.sentence(Plain.reason(e)));
        }
    }

    /** Returns the definitions, of which those that have not changed stay the very same. */
    private List<SyncDefinition> merged(Draft draft, Definitions read) {
        Set<String> changed = draft.files().stream().map(FileChange::name).collect(Collectors.toSet());
        return read.syncs().stream().map(sync -> changed.contains(sync.file()) ? sync : definitions.find(sync.name()).orElse(sync)).toList();
    }

    /** Returns the names of the syncs that others lack. */
    private static Set<String> without(List<SyncDefinition> syncs, List<SyncDefinition> others) {
        Set<String> names = syncs.stream().map(SyncDefinition::name).collect(Collectors.toCollection(TreeSet::new));
        others.forEach(sync -> names.remove(sync.name()));
        return names;
    }

    private String place(String name) {
        return config.routes().resolve(name).toString();
    }
}
