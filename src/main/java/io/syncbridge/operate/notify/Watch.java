package io.syncbridge.operate.notify;

import io.quarkus.tls.TlsConfigurationRegistry;
import io.syncbridge.component.Endings;
import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.SystemState;
import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.connector.cdc.StreamState;
import io.syncbridge.pipeline.Instance;
import io.syncbridge.store.Sightings;
import io.syncbridge.store.Sightings.Kind;
import io.syncbridge.store.Sightings.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Hands to all instances what only this one has seen: systems that do not answer it, quotas, streams that need somebody, and when certificates and subscriptions end. */
@ApplicationScoped
public class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final Duration RENEWED = Duration.ofSeconds(30);

    /** An instance that has not been heard of for this long is not there any more. */
    private static final Duration UNHEARD = Duration.ofMinutes(2);
    private static final Duration LEFT_EVERY = Duration.ofMinutes(5);
    private static final Duration ENDING_RENEWED = Duration.ofHours(1);

    private final SystemGuards guards;
    private final Endings endings;
    private final TlsConfigurationRegistry tls;
    private final ChangeStreams streams;
    private final Sightings sightings;
    private final String instance;
    private final Clock clock;
    private final Map<String, Instant> written = new HashMap<>();
    private final Map<String, String> quotas = new HashMap<>();
    private List<StreamState> left = List.of();
    private Instant leftAt = Instant.EPOCH;

    public Watch(SystemGuards guards, Endings endings, TlsConfigurationRegistry tls, ChangeStreams streams, Sightings sightings, Instance instance, Clock clock) {
        this.guards = guards;
        this.endings = endings;
        this.tls = tls;
        this.streams = streams;
        this.sightings = sightings;
        this.instance = instance.name();
        this.clock = clock;
    }

    public void look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Sighting> known = sightings.all();
        guards.states().forEach(state -> system(state, known, now));
        guards.quotas().forEach((system, used) -> quota(system, used, known, now));
        streams(known, now);
        ownCertificates();
        endings.certificates().forEach((of, end) -> ending(Kind.CERTIFICATE, of, end, known, now));
        endings.subscriptions().forEach((of, end) -> ending(Kind.SUBSCRIPTION, of, end, known, now));
    }

    /** A system is back when it has answered: not because the instance that missed it was started again. */
    private void system(SystemState state, List<Sighting> known, Instant now) {
        List<Sighting> seen = known.stream().filter(one -> one.kind() == Kind.SYSTEM_DOWN && one.name().equals(state.system())).toList();
        if (state.isPaused()) {
            Sighting mine = seen.stream().filter(one -> one.instance().equals(instance)).findFirst().orElse(null);
            if (mine == null || mine.seenAt().plus(RENEWED).isBefore(now)) {
                sightings.save(new Sighting(Kind.SYSTEM_DOWN, state.system(), instance, mine == null ? now : mine.at(), state.reason(), now));
            }
        } else if (!seen.isEmpty() && guards.hasAnswered(state.system())) {
            sightings.remove(Kind.SYSTEM_DOWN, state.system(), instance, now.minus(UNHEARD));
        }
    }

    private void streams(List<Sighting> known, Instant now) {
        if (leftAt.plus(LEFT_EVERY).isBefore(now)) {
            leftAt = now;
            left = streams.left();
        }
        var problems = new HashMap<String, String>();
        Stream.concat(streams.states().stream(), left.stream().filter(state -> !streams.isRead(state.database())))
                .forEach(state -> problems.putAll(state.problems()));
        problems.forEach((name, why) -> {
            Sighting mine = known.stream().filter(one -> isMine(one, name)).findFirst().orElse(null);
            if (mine == null || !why.equals(mine.detail()) || mine.seenAt().plus(RENEWED).isBefore(now)) {
                sightings.save(new Sighting(Kind.STREAM, name, instance, mine == null ? now : mine.at(), why, now));
            }
        });
        known.stream().filter(one -> isMine(one, one.name()) && !problems.containsKey(one.name()))
                .forEach(one -> sightings.remove(Kind.STREAM, one.name(), instance, now.minus(UNHEARD)));
    }

    private boolean isMine(Sighting one, String name) {
        return one.kind() == Kind.STREAM && one.name().equals(name) && one.instance().equals(instance);
    }

    private void quota(String system, String used, List<Sighting> known, Instant now) {
        if (!used.equals(quotas.get(system)) && known.stream().noneMatch(one -> one.kind() == Kind.QUOTA && one.name().equals(system)
                && one.seenAt().plus(RENEWED).isAfter(now))) {
            quotas.put(system, used);
            sightings.save(new Sighting(Kind.QUOTA, system, "", now, used, now));
        }
    }

    /** What this instance has seen anew counts; otherwise it only keeps alive what still says the same. */
    private void ending(Kind kind, String of, Instant end, List<Sighting> known, Instant now) {
        Instant until = end.truncatedTo(ChronoUnit.MICROS);
        boolean isStale = known.stream().anyMatch(one -> one.kind() == kind && one.name().equals(of) && one.at().equals(until)
                && one.seenAt().plus(ENDING_RENEWED).isBefore(now));
        if (!until.equals(written.put(kind + of, until)) || isStale) {
            sightings.save(new Sighting(kind, of, "", until, null, now));
        }
    }

    private void ownCertificates() {
        tls.getDefault().map(configuration -> configuration.getKeyStore()).ifPresent(this::certificates);
    }

    private void certificates(KeyStore keys) {
        try {
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    endings.certificate("the bridge itself (" + alias + ")", certificate.getNotAfter().toInstant());
                }
            }
        } catch (KeyStoreException e) {
            LOG.debugf(e, "The bridge's own certificates cannot be looked at.");
        }
    }
}
