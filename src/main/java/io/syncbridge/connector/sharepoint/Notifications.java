package io.syncbridge.connector.sharepoint;

import io.quarkus.arc.Unremovable;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Endings;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;
import org.jboss.logging.Logger;

/** The lists whose changes Graph tells us of, each with its subscription, which is looked after for as long as we run. */
@ApplicationScoped
@Unremovable
class Notifications {

    /** The path below the public address; sync and system follow. */
    static final String PATH = "/notifications/graph/";

    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);
    private static final Duration RENEWED_AT_MOST_EVERY = Duration.ofMinutes(1);

    /** A list that is listened to. */
    private record Listening(Subscription subscription, AtomicBoolean renewing) {
    }

    private final CamelContext context;
    private final Endings endings;
    private final Map<SystemName, Listening> all = new ConcurrentHashMap<>();
    private ScheduledExecutorService executor;

    Notifications(CamelContext context, Endings endings) {
        this.context = context;
        this.endings = endings;
    }

    /** Has Graph tell us of the list's changes, if it does not yet; returns before it does. */
    void listen(SystemName system, GraphClient client, SharePointList list, BridgeConfig.SharePoint settings) {
        if (all.containsKey(system)) {
            return;
        }
        String address = settings.notificationUrl().orElseThrow().replaceFirst("/+$", "") + PATH + system;
        var subscription = new Subscription(client, list, address,
                ClientState.of(settings.clientSecret().orElseThrow(), system), Clock.systemUTC());
        if (all.putIfAbsent(system, new Listening(subscription, new AtomicBoolean())) == null) {
            executor().execute(() -> see(system, subscription, false, FIRST_RETRY));
        }
    }

    /** Returns the subscription to a system's list; empty where we do not listen to it. */
    Optional<Subscription> of(SystemName system) {
        return Optional.ofNullable(all.get(system)).map(Listening::subscription);
    }

    /** Has the subscription made anew, for Graph holds another client state of it than we; not more than once a minute. */
    void anew(SystemName system) {
        Listening listening = all.get(system);
        if (listening.renewing().compareAndSet(false, true)) {
            LOG.warnf("Graph holds another client state for %s than follows from the client secret; it is subscribed to anew.", system);
            executor().execute(() -> tryIt(system, listening.subscription(), true));
            executor().schedule(() -> listening.renewing().set(false), RENEWED_AT_MOST_EVERY.toSeconds(), TimeUnit.SECONDS);
        }
    }

    synchronized void stop(@Observes CamelContextStoppingEvent stopping) {
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    private synchronized ScheduledExecutorService executor() {
        if (executor == null) {
            executor = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "graph-subscriptions");
        }
        return executor;
    }

    private void see(SystemName system, Subscription subscription, boolean anew, Duration retry) {
        boolean done = tryIt(system, subscription, anew);
        Duration doubled = retry.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry.multipliedBy(2);
        Duration pause = done ? EVERY : retry;
        if (executor().isShutdown()) {
            return;
        }
        executor().schedule(() -> see(system, subscription, anew && !done, done ? FIRST_RETRY : doubled),
                pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean tryIt(SystemName system, Subscription subscription, boolean anew) {
        try {
            subscription.ensure(anew);
            endings.subscription("Graph's change notifications of " + system, subscription.end());
            LOG.debugf("Graph tells changes of %s to %s", system, subscription.address());
            return true;
        } catch (PassingException | OddAnswerException | RuntimeException failed) {
            LOG.warnf("Graph does not tell us of changes of %s yet, they are found by polling only; it is tried again soon. %s"
                    + " Graph must reach %s.", system, failed.getMessage(), subscription.address());
            return false;
        }
    }
}
