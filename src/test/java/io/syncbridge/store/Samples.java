package io.syncbridge.store;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import io.syncbridge.store.Things.Revision;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Things to store. */
final class Samples {

    private static final List<String> FIELDS = List.of("name", "email", "balance", "active", "born", "größe");
    private static final List<String> TEXTS = List.of("", " ", "null", "12", "O'Brien", "a\"b\\c", "line\nbreak", "Łódź 😀",
            "\u0000\u0001", ":name ?", "x".repeat(20_000));
    private static final List<String> NUMBERS = List.of("0", "1", "-7", "1000000", "0.1", "-12.05",
            "123456789012345678901234567890.123456789", "0.000000000001");
    private static final List<String> SYSTEMS = List.of("crm", "shop", "sheet");

    private static final List<MatchKey> OTHER_KEYS = List.of(new MatchKey(9, "other"));

    private Samples() {
    }

    /** Saves things in the place of what the store holds of them, whatever they were paired by before. */
    static void save(Things store, String sync, Collection<Thing> things, Map<String, List<MatchKey>> keys, Instant now) {
        Map<String, Thing> stored = store.load(sync, List.of(), things.stream().map(Thing::syncId).toList()).things();
        store.save(sync, things.stream().map(thing -> new Revision(stored.get(thing.syncId()), thing, OTHER_KEYS,
                thing.base().isDeleted() ? List.of() : keys.getOrDefault(thing.syncId(), List.of()))).toList(), now);
    }

    static Thing thing(String syncId, RecordRef... refs) {
        return thing(syncId, Presence.PRESENT, refs);
    }

    static Thing gone(String syncId, RecordRef... refs) {
        return thing(syncId, Presence.GONE, refs);
    }

    private static Thing thing(String syncId, Presence presence, RecordRef... refs) {
        var shadows = new LinkedHashMap<String, Shadow>();
        for (RecordRef ref : refs) {
            shadows.put(ref.system(), new Shadow(ref, presence, new CanonicalRecord(Map.of("name", syncId)), Map.of(),
                    "v-" + ref.recordId(), OnStore.NOW));
        }
        return new Thing(syncId, new Base(Map.of("name", new BaseValue(syncId, OnStore.NOW, "crm", "newest")), null), shadows,
                Set.of());
    }

    static Thing deleted(Thing thing) {
        return new Thing(thing.syncId(), new Base(thing.base().fields(), new Base.Deletion(OnStore.NOW, "crm")),
                thing.shadows(), thing.inReview());
    }

    /** Returns a thing with anything in it that the model allows. */
    static Thing any(Random random, String syncId) {
        var fields = new LinkedHashMap<String, BaseValue>();
        anyValues(random).forEach((field, value) -> fields.put(field, new BaseValue(value,
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)), one(random, SYSTEMS),
                random.nextBoolean() ? "newest" : null)));
        var shadows = new LinkedHashMap<String, Shadow>();
        SYSTEMS.stream().filter(system -> random.nextInt(4) > 0).forEach(system -> shadows.put(system, new Shadow(
                new RecordRef(system, syncId + "/" + random.nextInt()), one(random, List.of(Presence.values())),
                new CanonicalRecord(anyValues(random)), anyValues(random), random.nextBoolean() ? "W/\"1\"" : null,
                random.nextBoolean() ? Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1000L) : null)));
        var inReview = new LinkedHashSet<>(anyValues(random).keySet());
        if (random.nextBoolean()) {
            inReview.add(Thing.RECORD);
        }
        return new Thing(syncId, new Base(fields, random.nextBoolean() ? null
                : new Base.Deletion(Instant.ofEpochSecond(random.nextInt()), one(random, SYSTEMS), Instant.ofEpochSecond(random.nextInt()))),
                shadows, inReview);
    }

    private static Map<String, Object> anyValues(Random random) {
        var values = new LinkedHashMap<String, Object>();
        FIELDS.stream().filter(field -> random.nextBoolean()).forEach(field -> values.put(field, anyValue(random)));
        return values;
    }

    private static Object anyValue(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> one(random, TEXTS);
            case 1 -> new BigDecimal(one(random, NUMBERS));
            case 2 -> random.nextBoolean();
            default -> null;
        };
    }

    private static <T> T one(Random random, List<T> options) {
        return options.get(random.nextInt(options.size()));
    }
}
