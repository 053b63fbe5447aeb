package io.syncbridge.operate.notify;

import io.syncbridge.BridgeConfig;
import io.syncbridge.model.Problem;
import io.syncbridge.operate.view.State;
import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.operate.view.SyncsView.Overview;
import io.syncbridge.operate.view.SyncsView.SyncState;
import io.syncbridge.store.Sightings;
import io.syncbridge.store.Sightings.Kind;
import io.syncbridge.store.Sightings.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Collects what somebody may want to know. */
@ApplicationScoped
public class Facts {

    /** What nobody has come across for this long is not in use any more. */
    private static final Duration FORGOTTEN = Duration.ofDays(2);
    /** Who has seen something and is not heard of any more cannot say that it is over. */
    private static final Duration UNHEARD = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofDays(1);

    private final SyncsView view;
    private final Sightings sightings;
    private final BridgeConfig.Notify config;
    private final Clock clock;

    public Facts(SyncsView view, Sightings sightings, BridgeConfig config, Clock clock) {
        this.view = view;
        this.sightings = sightings;
        this.config = config.notifications();
        this.clock = clock;
    }

    List<Fact> now() {
        return of(view.overview(), sightings.all(), config.lag(), config.ending(), clock.instant());
    }

    static List<Fact> of(Overview overview, List<Sighting> sightings, Duration lag, Duration ending, Instant now) {
        var facts = new ArrayList<Fact>();
        Set<String> systems = overview.syncs().stream().map(SyncState::systems).flatMap(Collection::stream).collect(Collectors.toSet());
        // several instances may miss one system: the first of them knows since when
        Map<String, Sighting> down = sightings.stream().filter(one -> one.kind() == Kind.SYSTEM_DOWN && systems.contains(one.name()))
                .collect(Collectors.toMap(Sighting::name, Function.identity(), (first, other) -> first, TreeMap::new));
        down.forEach((system, seen) -> facts.add(new Fact(Topic.SYSTEMS, system, 1,
                "System " + system + " does not answer since " + seen.at() + ": " + seen.detail(), "/console/systems/" + escape(system))));
        overview.syncs().forEach(sync -> sync(sync, down.keySet(), lag, facts));
        files(overview.problems(), facts);
        sightings.stream().filter(one -> one.kind() == Kind.STREAM && one.seenAt().plus(UNHEARD).isAfter(now)).collect(
                Collectors.toMap(Sighting::name, Function.identity(), (first, other) -> first, TreeMap::new)).forEach((name, seen) -> facts.add(
                        new Fact(Topic.STREAMS, name, 1, "The stream of " + name + " needs a look since " + seen.at() + ": " + seen.detail(), "/console")));
        sightings.stream().filter(one -> (one.kind() == Kind.CERTIFICATE || one.kind() == Kind.SUBSCRIPTION) && one.seenAt().plus(FORGOTTEN).isAfter(now))
                .forEach(one -> ending(one, ending, now, facts));
        return List.copyOf(facts);
    }

    private static void sync(SyncState sync, Set<String> down, Duration lag, List<Fact> facts) {
        String name = sync.sync();
        sync.conditions().forEach(condition -> {
            if (condition.state() == State.NOT_STARTED || condition.state() == State.NOT_CONFIGURED) {
                facts.add(new Fact(Topic.ROUTES, "sync " + name, 1, "Sync " + name + " is " + condition.state().word() + ": " + condition.why(), "/console"));
            } else if (condition.state() == State.BRAKED) {
                facts.add(new Fact(Topic.BRAKES, name + " " + sync.brake(), 1,
                        "A safety brake has stopped sync " + name + ": " + condition.why(), "/console/brakes"));
            }
        });
        sync.failingPolls().stream().filter(poll -> !down.contains(poll.system())).forEach(poll -> facts.add(new Fact(Topic.POLLS,
                name + "/" + poll.system(), 1, "Polling of " + name + "/" + poll.system() + " fails since " + poll.since() + ": " + poll.why(), "/console")));
        if (sync.isRunning() && sync.lagSeconds() > lag.toSeconds()) {
            facts.add(new Fact(Topic.LAG, name, 1, "Changes of sync " + name + " have been waiting for "
                    + Math.max(1, sync.lagSeconds() / 60) + " minutes.", "/console"));
        }
        count(Topic.REVIEWS, name, sync.reviews(), "review waits", "reviews wait", " for a decision.", "/console/reviews?sync=", facts);
        count(Topic.FAILURES, name, sync.failed(), "change has failed", "changes have failed", " and needs a person.", "/console/failures?sync=", facts);
    }

    private static void count(Topic topic, String sync, long number, String one, String many, String end, String path, List<Fact> facts) {
        if (number > 0) {
            facts.add(new Fact(topic, sync, number, "Sync " + sync + ": " + number + " " + (number == 1 ? one : many)
                    + (number == 1 ? end : end.replace("needs", "need")), path + sync));
        }
    }

    private static void files(List<Problem> problems, List<Fact> facts) {
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            facts.add(new Fact(Topic.ROUTES, "the files", problems.size(), "Files of definitions and routes have "
                    + (problems.size() == 1 ? "a mistake" : problems.size() + " mistakes") + ": " + first.where() + ": " + first.message() + " "
                    + first.cure(), "/console"));
        }
    }

    private static String escape(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The nearer the end, the higher the number, so that it is told again a day before, and when it has come. */
    private static void ending(Sighting seen, Duration ending, Instant now, List<Fact> facts) {
        Duration left = Duration.between(now, seen.at());
        boolean isCertificate = seen.kind() == Kind.CERTIFICATE;
        if (left.compareTo(isCertificate ? ending : SOON) < 0) {
            String of = (isCertificate ? "The certificate of " : "The subscription to ") + seen.name();
            facts.add(new Fact(Topic.ENDINGS, of, left.isNegative() ? 3 : left.compareTo(SOON) < 0 ? 2 : 1,
                    of + (left.isNegative() ? " has ended on " : " ends on ") + seen.at() + ".", "/console"));
        }
    }
}
