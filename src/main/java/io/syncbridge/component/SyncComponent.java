package io.syncbridge.component;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.SyncAction;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The component behind {@code sync:<sync>/<system>}; see docs/component.md. */
@Singleton
@Named("sync")
public class SyncComponent extends DefaultComponent {

    private final Map<String, SyncConsumer> routes = new ConcurrentHashMap<>();
    private final Set<String> polled = ConcurrentHashMap.newKeySet();
    private final Definitions definitions;
    private final Intake intake;
    private volatile boolean complete;
    /** The syncs whose routes are being replaced. */
    private volatile Set<String> replaced = Set.of();

    public SyncComponent(Definitions definitions, Intake intake) {
        this.definitions = definitions;
        this.intake = intake;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String[] names = remaining.split("/");
        if (names.length != 2) {
            throw new IllegalArgumentException("'" + uri + "' does not name a sync and a system: write sync:<sync>/<system>.");
        }
        SyncDefinition definition = definition(names[0]);
        if (definition.system(names[1]) == null) {
            throw new IllegalArgumentException("'" + uri + "' names the system '" + names[1] + "', which " + definition.file()
                    + " does not define. It defines: " + String.join(", ", definition.systems().keySet()) + ".");
        }
        boolean batch = Boolean.parseBoolean(String.valueOf(parameters.getOrDefault("batch", "true")));
        parameters.remove("batch");
        boolean explain = Boolean.parseBoolean(String.valueOf(parameters.remove("explain")));
        boolean poll = poll(parameters.remove("action"), uri);
        if (poll) {
            polled.add(remaining);
        }
        return new SyncEndpoint(uri, this, names[0], names[1], poll, batch, explain,
                actions(parameters.remove("actions"), uri));
    }

    /** @throws IllegalArgumentException if there is no such sync */
    SyncDefinition definition(String sync) {
        return definitions.find(sync).orElseThrow(() -> new IllegalArgumentException("The sync '" + sync
                + "' is not defined. Defined are: " + definitions.names() + "."));
    }

    Intake intake() {
        return intake;
    }

    /** Says whether a route asks the system for its changes. */
    public boolean isPolled(String sync, String system) {
        return polled.contains(sync + "/" + system);
    }

    /** Says whether a running route reaches the system. */
    public boolean isReached(String sync, String system) {
        return route(sync, system) != null;
    }

    SyncConsumer route(String sync, String system) {
        return routes.get(sync + "/" + system);
    }

    /** Returns the routes that are running. */
    Collection<SyncConsumer> routes() {
        return routes.values();
    }

    /** To be called when every route has been started that will be. */
    public void complete() {
        complete = true;
    }

    /** Notes that the routes of these syncs are replaced from now on, and of no others; those that polled them are gone. */
    public void replacing(Set<String> syncs) {
        replaced = Set.copyOf(syncs);
        polled.removeIf(system -> syncs.contains(system.substring(0, system.indexOf('/'))));
    }

    /** Says whether a sync's route that is not running never will be: not so while its routes are replaced either. */
    public boolean isComplete(String sync) {
        return isComplete() && !replaced.contains(sync);
    }

    /** Says whether a route that is not running never will be: not so while routes are started, and while they are stopped. */
    public boolean isComplete() {
        return complete && getCamelContext().getStatus().isStarted();
    }

    void register(SyncConsumer consumer) {
        SyncConsumer other = routes.putIfAbsent(consumer.name(), consumer);
        if (other != null) {
            throw new IllegalStateException("Two routes begin with 'from: sync:" + consumer.name() + "': '"
                    + other.routeName() + "' and '" + consumer.routeName() + "'. A system has one route.");
        }
    }

    void unregister(SyncConsumer consumer) {
        routes.remove(consumer.name(), consumer);
    }

    private static boolean poll(Object action, String uri) {
        if (action == null || "poll".equals(action)) {
            return action != null;
        }
        throw new IllegalArgumentException("'" + uri + "' has action=" + action + "; the only action of a 'to' is poll.");
    }

    private static Set<SyncAction> actions(Object names, String uri) {
        if (names == null) {
            return EnumSet.complementOf(EnumSet.of(SyncAction.DESCRIBE));
        }
        try {
            return Arrays.stream(names.toString().split(",")).map(SyncAction::of)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(SyncAction.class)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + uri + "' has actions=" + names
                    + "; allowed are changes, read, find, create, update, delete and describe, separated by commas.", e);
        }
    }
}
