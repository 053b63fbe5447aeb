package io.syncbridge.pipeline;

import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Forms;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.RunDefinitions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Knows in which forms the systems of each sync may hold values that former definitions wrote. */
@ApplicationScoped
public class Formers {

    /** Another instance may have ended a remap run. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final RunDefinitions definitions;
    private final DefinitionReader reader;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Map<String, String> identity, List<Map<String, String>> identities, Forms forms, Instant at) {
    }

    public Formers(RunDefinitions definitions, DefinitionReader reader, Clock clock) {
        this.definitions = definitions;
        this.reader = reader;
        this.clock = clock;
    }

    /** Returns the forms in which the sync's systems may hold values, beside those that its definition writes. */
    public Forms of(SyncDefinition sync) {
        Instant now = clock.instant();
        return known.compute(sync.name(), (name, before) -> {
            boolean same = before != null && before.identity().equals(sync.identity());
            if (same && now.isBefore(before.at().plus(FRESH))) {
                return before;
            }
            List<Map<String, String>> identities = identities(sync);
            return new Known(sync.identity(), identities, same && before.identities().equals(identities) ? before.forms()
                    : reader.forms(sync, identities), now);
        }).forms();
    }

    /** Notes that the sync runs by this definition from now on. @param holds whether systems may hold what another one wrote */
    void adopt(SyncDefinition sync, boolean holds) {
        List<Map<String, String>> former = holds ? identities(sync).stream()
                .filter(identity -> !reader.forms(sync, List.of(identity)).isEmpty()).toList() : List.of();
        definitions.save(sync.name(), sync.identity(), former);
        known.remove(sync.name());
    }

    /** Notes that no system holds a value in a former form any more. */
    public void forget(String sync) {
        definitions.forgetFormer(sync);
        known.remove(sync);
    }

    private List<Map<String, String>> identities(SyncDefinition sync) {
        var identities = new LinkedHashSet<Map<String, String>>();
        definitions.identity(sync.name()).ifPresent(identities::add);
        identities.addAll(definitions.former(sync.name()));
        identities.remove(sync.identity());
        return new ArrayList<>(identities);
    }

    /** Returns what is known of a thing in the terms of the current definition. */
    public static Thing restated(Forms forms, Thing thing) {
        if (forms.isEmpty()) {
            return thing;
        }
        var base = new LinkedHashMap<String, BaseValue>();
        thing.base().fields().forEach((field, value) -> {
            String name = forms.name(field);
            BaseValue restated = new BaseValue(forms.canonical(name, value.value()), value.time(), value.system(), value.rule());
            if (name.equals(field)) {
                base.put(name, restated);
            } else {
                base.putIfAbsent(name, restated);
            }
        });
        var shadows = new LinkedHashMap<String, Shadow>();
        thing.shadows().forEach((system, shadow) -> shadows.put(system, new Shadow(shadow.ref(), shadow.presence(),
                forms.canonical(shadow.values()), forms.canonical(shadow.deviations()), shadow.version(), shadow.time(),
                shadow.trail().restated(forms::canonical))));
        return new Thing(thing.syncId(), new Base(base, thing.base().deletion()), shadows,
                thing.inReview().stream().map(forms::name).collect(Collectors.toSet()));
    }

    /** Returns what a system's record of the thing is known to stand for: what it was seen to hold, or else what was agreed. */
    static CanonicalRecord held(Thing thing, String system) {
        if (thing == null) {
            return CanonicalRecord.EMPTY;
        }
        Shadow shadow = thing.shadows().get(system);
        return shadow == null ? thing.base().values() : thing.base().values().with(shadow.values());
    }
}
