package io.syncbridge.store;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.CanonicalValue;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Unreadable;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.Trail;
import io.syncbridge.store.Things.MatchKey;
import io.syncbridge.store.Things.Revision;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Things to store. */
final class Samples {

    private static final List<String> FIELDS = List.of("name", "email", "balance", "active", "born", "größe");
    private static final List<String> TEXTS = List.of("", " ", "null", "12", "O'Brien", "a\"b\\c", "line\nbreak", "Łódź 😀",
            "\u0000\u0001", ":name ?", "{\"all\":[", "x".repeat(20_000), "\ud83d", "\ude00\ud83d x");
    private static final List<String> NUMBERS = List.of("0", "1", "-7", "1000000", "0.1", "-12.05",
            "123456789012345678901234567890.123456789", "0.000000000001", "9".repeat(1500), "1E+2000", "-1E-3000", "9223372036854775808");
    private static final List<Instant> TIMES = List.of(Instant.EPOCH, OnStore.NOW, OnStore.NOW.plusNanos(1), Instant.ofEpochSecond(-1, 999_999_999),
            Instant.MIN, Instant.MAX, Instant.parse("2262-04-11T23:47:16.854775807Z"), Instant.parse("1677-09-21T00:12:43.145224193Z"));
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
        List<BaseValue> origins = List.of(anyOrigin(random), anyOrigin(random), anyOrigin(random));
        anyValues(random).forEach((field, value) -> {
            BaseValue origin = one(random, origins);
            fields.put(field, new BaseValue(value, origin.time(), origin.system(), origin.rule()));
        });
        var base = new Base(fields, random.nextBoolean() ? null : anyDeletion(random));
        var shadows = new LinkedHashMap<String, Shadow>();
        SYSTEMS.stream().filter(system -> random.nextInt(4) > 0).forEach(system -> shadows.put(system, new Shadow(
                new RecordRef(system, syncId + "/" + random.nextInt(3)), one(random, List.of(Presence.values())),
                new CanonicalRecord(anyHeld(random, base)), anyDeviations(random), random.nextBoolean() ? "W/\"1\"" : null,
                random.nextBoolean() ? stored(anyTime(random)) : null, anyTrail(random))));
        var inReview = new LinkedHashSet<>(anyValues(random).keySet());
        if (random.nextBoolean()) {
            inReview.add(Thing.RECORD);
        }
        return new Thing(syncId, base, shadows, inReview);
    }

    private static BaseValue anyOrigin(Random random) {
        return new BaseValue(null, random.nextInt(9) == 0 ? null : anyTime(random), one(random, SYSTEMS), random.nextBoolean() ? one(random, TEXTS) : null);
    }

    private static Base.Deletion anyDeletion(Random random) {
        Instant time = anyTime(random);
        return random.nextBoolean() ? new Base.Deletion(time, one(random, SYSTEMS)) : new Base.Deletion(time, "Ann", anyTime(random));
    }

    private static Instant anyTime(Random random) {
        return random.nextBoolean() ? one(random, TIMES) : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    /** Of some times the store keeps microseconds; those that a database has no room for are nobody's. */
    private static Instant stored(Instant time) {
        return (time.equals(Instant.MIN) || time.equals(Instant.MAX) ? OnStore.NOW : time).truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns the base's values, with some others, without some, or anything. */
    private static Map<String, Object> anyHeld(Random random, Base base) {
        if (random.nextInt(4) == 0) {
            return anyValues(random);
        }
        var held = new LinkedHashMap<>(base.values().values());
        int other = random.nextInt(3);
        held.replaceAll((field, value) -> random.nextInt(6) < other ? anyValue(random, 2) : value);
        held.keySet().removeIf(field -> random.nextInt(6) < other);
        if (random.nextBoolean()) {
            held.put("own", anyValue(random, 2));
        }
        return held;
    }

    private static Map<String, Object> anyDeviations(Random random) {
        Map<String, Object> deviations = random.nextBoolean() ? new LinkedHashMap<>() : anyValues(random);
        if (random.nextInt(3) == 0) {
            deviations.put("name", new Unreadable(one(random, TEXTS), "not a number"));
        }
        return deviations;
    }

    private static Trail anyTrail(Random random) {
        return random.nextBoolean() ? Trail.NONE : new Trail(random.nextBoolean() ? null : stored(anyTime(random)), random.nextBoolean(),
                random.nextBoolean(), random.nextBoolean(), IntStream.range(0, random.nextInt(3)).mapToObj(i -> new Trail.Past(
                        one(random, List.of(Presence.values())), new CanonicalRecord(anyValues(random)), random.nextBoolean() ? "v" : null,
                        random.nextBoolean() ? anyTime(random) : null, anyTime(random))).toList());
    }

    private static Map<String, Object> anyValues(Random random) {
        var values = new LinkedHashMap<String, Object>();
        FIELDS.stream().filter(field -> random.nextBoolean()).forEach(field -> values.put(field, anyValue(random, 2)));
        return values;
    }

    private static Object anyValue(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> one(random, TEXTS);
            case 1 -> CanonicalValue.of(new BigDecimal(one(random, NUMBERS)));
            case 2 -> random.nextBoolean();
            case 3 -> null;
            case 4 -> IntStream.range(0, random.nextInt(3)).mapToObj(i -> anyValue(random, depth - 1)).collect(Collectors.toCollection(ArrayList::new));
            default -> IntStream.range(0, random.nextInt(3)).collect(LinkedHashMap::new,
                    (map, i) -> map.put(one(random, TEXTS), anyValue(random, depth - 1)), LinkedHashMap::putAll);
        };
    }

    private static <T> T one(Random random, List<T> options) {
        return options.get(random.nextInt(options.size()));
    }
}
