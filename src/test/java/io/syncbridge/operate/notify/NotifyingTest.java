package io.syncbridge.operate.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Endings;
import io.syncbridge.component.SyncComponent;
import io.syncbridge.component.SystemGuards;
import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.component.SystemState;
import io.syncbridge.operate.notify.Receivers.Receiver;
import io.syncbridge.pipeline.Instance;
import io.syncbridge.store.Notifications;
import io.syncbridge.store.Sightings;
import io.syncbridge.store.Sightings.Kind;
import io.syncbridge.store.Sightings.Sighting;
import io.syncbridge.store.StoreDatabase;
import io.syncbridge.store.TestStore;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances that share a store, and what they see and tell. */
class NotifyingTest {

    private static final Fact DOWN = new Fact(Topic.SYSTEMS, "crm", 1, "System crm does not answer.", "/console");

    private final List<String> received = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private StoreDatabase database;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private boolean mailIsAway;

    @BeforeEach
    void open() throws Exception {
        database = TestStore.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void oneInstanceTellsAndAnotherGoesOnWhereItHasStopped() {
        Notifying one = instance();
        Notifying two = instance();
        facts.add(DOWN);
        for (int i = 0; i < 30; i++) {
            one.tell();
            two.tell();
            pass(5);
        }
        assertThat(received).containsExactly("ops: System crm does not answer.", "pager: System crm does not answer.");

        pass(600);
        two.tell();
        facts.clear();
        two.tell();
        pass(60);
        two.tell();
        pass(60);
        one.tell();
        assertThat(received.subList(2, received.size())).containsExactly("ops: System crm answers again.", "pager: System crm answers again.");
    }

    @Test
    void whatCannotBeSentIsTriedAgainEverMoreSeldomAndNeverThrown() {
        Notifying bridge = instance();
        facts.add(DOWN);
        mailIsAway = true;
        bridge.tell();
        for (int i = 0; i < 12 * 60; i++) {
            pass(5);
            bridge.tell();
        }
        assertThat(received).as("seven to nine times each in an hour").hasSizeBetween(14, 18).allMatch(line -> line.startsWith("unsent "));
        mailIsAway = false;
        pass(3600);
        bridge.tell();
        assertThat(received).endsWith("ops: System crm does not answer.", "pager: System crm does not answer.");
    }

    @Test
    void quietHoursKeepBackWhatStillIsSoAfterThem() {
        Notifying bridge = instance("bridge.notify.to.ops.quiet", "22:00-06:00", "bridge.notify.to.ops.zone", "UTC");
        now = Instant.parse("2026-03-01T23:00:00Z");
        facts.add(DOWN);
        facts.add(new Fact(Topic.LAG, "contacts", 1, "It waits.", "/console"));
        bridge.tell();
        pass(60);
        bridge.tell();
        assertThat(received).as("another receiver sleeps at other times").containsExactly("pager: System crm does not answer. It waits.");
        facts.remove(1);
        pass(3600);
        bridge.tell();
        now = Instant.parse("2026-03-02T06:00:00Z");
        bridge.tell();
        assertThat(received).contains("ops: System crm does not answer.").doesNotContain("ops: It waits.");
    }

    @Test
    void aSystemIsBackWhenItHasAnsweredAndNotWhenTheInstanceWasStartedAgain() {
        var sightings = new Sightings(database);
        var endings = new Endings();
        boolean[] paused = {true};
        boolean[] answered = {false};
        look(paused, answered, endings, sightings);
        assertThat(sightings.all()).extracting(Sighting::name).containsExactly("crm");

        paused[0] = false;
        pass(600);
        look(paused, answered, endings, sightings);
        assertThat(sightings.all()).as("nobody has asked it yet").hasSize(1);
        answered[0] = true;
        look(paused, answered, endings, sightings);
        assertThat(sightings.all()).isEmpty();
    }

    @Test
    void theEndThatWasSeenLastCounts() {
        var sightings = new Sightings(database);
        var endings = new Endings();
        Watch watch = watch(new boolean[1], new boolean[1], endings, sightings);
        endings.certificate("api", now.plus(Duration.ofDays(300)));
        watch.look();
        endings.certificate("api", now.plus(Duration.ofDays(90)));
        watch.look();
        assertThat(sightings.all()).containsExactly(new Sighting(Kind.CERTIFICATE, "api", "", now.plus(Duration.ofDays(90)), null, now));
        Instant end = now.plus(Duration.ofDays(90));
        pass(7200);
        watch.look();
        assertThat(sightings.all()).containsExactly(new Sighting(Kind.CERTIFICATE, "api", "", end, null, now));
    }

    /** An instance that was just started looks once. */
    private void look(boolean[] paused, boolean[] answered, Endings endings, Sightings sightings) {
        watch(paused, answered, endings, sightings).look();
    }

    private Watch watch(boolean[] paused, boolean[] answered, Endings endings, Sightings sightings) {
        var guards = new SystemGuards(null, null, null, null, clock()) {

            @Override
            public List<SystemState> states() {
                return List.of(new SystemState("crm", paused[0] ? now : null, paused[0] ? "refused" : null, Duration.ZERO));
            }

            @Override
            public boolean hasAnswered(String system) {
                return answered[0];
            }
        };
        var tls = (TlsConfigurationRegistry) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {TlsConfigurationRegistry.class},
                (proxy, method, arguments) -> Optional.<TlsConfiguration>empty());
        return new Watch(guards, endings, tls, new ChangeStreams(java.util.Map.of(), null), sightings, new Instance(), clock());
    }

    private Notifying instance(String... settings) {
        String[] all = new String[settings.length + 6];
        System.arraycopy(new String[] {"bridge.notify.to.ops.webhook", "https://ops.example", "bridge.notify.to.pager.webhook",
            "https://pager.example", "bridge.notify.console-url", "https://bridge.example"}, 0, all, 0, 6);
        System.arraycopy(settings, 0, all, 6, settings.length);
        BridgeConfig config = TestStore.config(all);
        var sending = new Sending(null, null, config) {

            @Override
            Optional<String> send(Receiver receiver, Message message) {
                received.add((mailIsAway ? "unsent " : "") + receiver.name() + ": "
                        + String.join(" ", message.lines().stream().map(Message.Line::text).toList()));
                return mailIsAway ? Optional.of("no answer") : Optional.empty();
            }
        };
        var known = new Facts(null, null, config, clock()) {

            @Override
            List<Fact> now() {
                return List.copyOf(facts);
            }
        };
        var routes = new SyncComponent(null, null) {

            @Override
            public boolean isComplete() {
                return true;
            }
        };
        return new Notifying(new Receivers(config), known, new Notifications(database), sending, routes, new Instance(), config, "localhost", 8080, clock());
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private Clock clock() {
        return new Clock() {

            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
