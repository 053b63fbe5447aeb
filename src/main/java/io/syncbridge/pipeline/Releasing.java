package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.Definitions;
import io.syncbridge.model.SyncAction;
import io.syncbridge.store.Children;
import io.syncbridge.store.Children.Kind;
import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Deliveries;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Handler;

/**
 * Lets children go on whose parents have come: right after the parents' batch, and by and by whatever that has missed.
 */
@ApplicationScoped
@Unremovable
public class Releasing {

    private static final int AT_ONCE = 1000;
    private static final int SEARCHED = 10_000;

    private final Definitions definitions;
    private final Children children;
    private final Deliveries deliveries;
    private final Systems systems;
    private final Release release;
    private final WorkSignal signal;
    private final Clock clock;

    public Releasing(Definitions definitions, Children children, Deliveries deliveries, Systems systems, Release release,
            WorkSignal signal, Clock clock) {
        this.definitions = definitions;
        this.children = children;
        this.deliveries = deliveries;
        this.systems = systems;
        this.release = release;
        this.signal = signal;
        this.clock = clock;
    }

    /**
     * Releases what there is for every sync, and one of each circle, so that the circle is closed without it. What is left waits for a
     * person where its parent does.
     */
    @Handler
    public void release() {
        if (definitions.syncs().stream().allMatch(sync -> sync.references().isEmpty())) {
            return;
        }
        definitions.syncs().forEach(sync -> childrenOf(sync.name()));
        List<Wait> waiting = children.list(null, SEARCHED);
        var circles = new Circles();
        circles.addAll(waiting);
        Set<Node> openings = circles.openings();
        release(waiting.stream().filter(wait -> openings.contains(wait.child())).toList());
        deliveries.failWithParents(clock.instant());
    }

    /** Releases what waits for the sync's records, if anything can. */
    void childrenOf(String sync) {
        if (definitions.syncs().stream().flatMap(child -> child.references().values().stream())
                .anyMatch(reference -> reference.sync().equals(sync))) {
            List<Wait> ready = children.ready(sync, AT_ONCE);
            while (!ready.isEmpty()) {
                release(ready);
                ready = children.ready(sync, AT_ONCE);
            }
        }
    }

    private void release(List<Wait> waits) {
        Map<Boolean, Set<Node>> reads = waits.stream().map(Wait::child).filter(node -> node.kind() == Kind.READ)
                .collect(Collectors.partitioningBy(node -> systems.knows(node.sync(), node.system(), SyncAction.READ), Collectors.toSet()));
        Set<Node> writes = waits.stream().map(Wait::child).filter(node -> node.kind() == Kind.WRITE).collect(Collectors.toSet());
        release.carryOut(reads.get(true), reads.get(false), writes, clock.instant());
        waits.stream().map(wait -> wait.child().sync()).distinct().filter(sync -> definitions.find(sync).isPresent())
                .forEach(signal::now);
    }
}
