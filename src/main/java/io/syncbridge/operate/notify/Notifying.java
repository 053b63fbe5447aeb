package io.syncbridge.operate.notify;

import io.quarkus.runtime.ShutdownEvent;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SyncComponent;
import io.syncbridge.operate.notify.Message.Line;
import io.syncbridge.operate.notify.Receivers.Receiver;
import io.syncbridge.pipeline.Backoff;
import io.syncbridge.pipeline.Instance;
import io.syncbridge.store.Notifications;
import io.syncbridge.store.Notifications.Notice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Tells receivers what they do not know yet: each by one instance, and again later what could not be sent. */
@ApplicationScoped
@Named("notifying")
public class Notifying {

    private static final Logger LOG = Logger.getLogger(Notifying.class);
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** The first wait is as long as the seventh of a delivery, about a minute: each is a line in the log. */
    private static final int HEAD_START = 6;

    private final Receivers receivers;
    private final Facts facts;
    private final Notifications known;
    private final Sending sending;
    private final SyncComponent routes;
    private final String instance;
    private final Duration after;
    private final String console;
    private final Clock clock;

    public Notifying(Receivers receivers, Facts facts, Notifications known, Sending sending, SyncComponent routes, Instance instance,
            BridgeConfig config, @ConfigProperty(name = "quarkus.http.host", defaultValue = "localhost") String host,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port, Clock clock) {
        this.receivers = receivers;
        this.facts = facts;
        this.known = known;
        this.sending = sending;
        this.routes = routes;
        this.instance = instance.name();
        this.after = config.notifications().after();
        this.console = config.notifications().consoleUrl().map(url -> url.replaceFirst("/+$", "")).orElse("http://" + host + ":" + port);
        this.clock = clock;
    }

    /** Tells all receivers that are this instance's to tell; not before all routes are loaded, when nothing is as it will be. */
    public void tell() {
        if (!routes.isComplete()) {
            return;
        }
        List<Fact> now = null;
        for (Receiver receiver : receivers.all()) {
            Instant moment = moment();
            if (known.claim(receiver.name(), instance, moment, LEASE)) {
                now = now == null ? facts.now() : now;
                tell(receiver, now, moment);
            }
        }
    }

    private void tell(Receiver receiver, List<Fact> now, Instant moment) {
        List<Notice> before = known.of(receiver.name());
        Digest digest = Digest.of(now.stream().filter(fact -> receiver.about().contains(fact.topic())).toList(), before.stream().filter(notice -> receiver.about().contains(Topic.valueOf(notice.topic()))).toList(),
                after, moment);
        Optional<Notifications.Receiver> state = digest.lines().isEmpty() ? Optional.empty() : state(receiver);
        if (digest.lines().isEmpty() || isQuiet(receiver, state, moment)) {
            remember(receiver, before, digest.seen());
            return;
        }
        Optional<String> failure = sending.send(receiver, new Message(digest.lines(), console));
        if (failure.isEmpty()) {
            remember(receiver, before, digest.told());
            known.sent(receiver.name(), moment);
        } else {
            remember(receiver, before, digest.seen());
            Instant due = moment.plus(Backoff.after(state.map(Notifications.Receiver::failures).orElse(0) + 1 + HEAD_START, null));
            known.failed(receiver.name(), failure.get(), due);
            LOG.warnf("Receiver %s of notifications could not be told of: %s It is tried again at %s; syncing goes on. %s",
                    receiver.name(), digest.lines().get(0).text(), due, failure.get());
        }
    }

    private boolean isQuiet(Receiver receiver, Optional<Notifications.Receiver> state, Instant moment) {
        return receiver.quiet().until(moment).isPresent() || state.filter(known -> isAhead(known.dueAt(), moment)
                || known.sentAt() != null && isAhead(known.sentAt().plus(after), moment)).isPresent();
    }

    private static boolean isAhead(Instant time, Instant moment) {
        return time != null && time.isAfter(moment);
    }

    private Optional<Notifications.Receiver> state(Receiver receiver) {
        return known.receivers().stream().filter(state -> state.name().equals(receiver.name())).findFirst();
    }

    private void remember(Receiver receiver, List<Notice> before, List<Notice> after) {
        if (!Set.copyOf(before).equals(Set.copyOf(after))) {
            known.replace(receiver.name(), after);
        }
    }

    /**
     * Sends a message that says that it is a test.
     *
     * @param only the receivers; all where there are none
     * @return why it could not be sent, empty where it could, by receiver
     */
    public Map<String, Optional<String>> test(Set<String> only) {
        var message = new Message(List.of(new Line(Topic.ROUTES, "test", "This is a test of the notifications.", "/console", false)), console);
        return receivers.all().stream().filter(receiver -> only.isEmpty() || only.contains(receiver.name()))
                .collect(Collectors.toMap(Receiver::name, receiver -> sending.send(receiver, message)));
    }

    /** Releases what this instance has claimed. A command has no claims, and must not open the store to find that out. */
    void release(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent stopping) {
        if (!receivers.isEmpty() && routes.isComplete()) {
            known.release(instance);
        }
    }

    /** As exact as the store keeps it. */
    private Instant moment() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
