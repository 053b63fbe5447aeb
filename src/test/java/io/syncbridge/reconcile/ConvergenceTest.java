package io.syncbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Fit;
import io.syncbridge.reconcile.policy.ConflictPolicy;
import io.syncbridge.reconcile.policy.FieldMerge;
import io.syncbridge.reconcile.policy.LastWriteWins;
import io.syncbridge.reconcile.policy.Review;
import io.syncbridge.reconcile.policy.SourceOfTruth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of reconciling, for random edits on two to four systems and reports in any order, repeated and late. */
class ConvergenceTest {

    private static final List<String> FIELDS = List.of("name", "phone", "city");

    @Property(tries = 2000)
    void allSystemsConvergeAndThenNothingMoreIsWritten(@ForAll("policies") Policy policy, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(policy);
        live(world, random, 40);
        quieten(world, random);

        assertAgreement(world);
        int writes = world.writes();
        for (int i = 0; i < 20; i++) {
            world.repeatOne(random);
            world.drain(random);
        }
        assertThat(world.writes()).as("writes after quiet").isEqualTo(writes);
        assertAgreement(world);
    }

    @Property(tries = 2000)
    void systemsConvergeThoughWritesFailAndAnswersAreLost(@ForAll("policies") Policy policy, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(policy);
        world.failing(random);
        live(world, random, 40);
        world.failing(null);
        quieten(world, random);

        assertThat(world.unexplained).isEmpty();
        assertAgreement(world);
        assertNothingMoreIsWritten(world, random);
    }

    @Property(tries = 2000)
    void whatASystemStoresOtherwiseIsNeitherAnEditNorWrittenForEver(@ForAll("policies") Policy policy, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(policy);
        String shortening = any(policy.systems(), random);
        world.shortening(shortening);
        live(world, random, 40);
        quieten(world, random);

        assertThat(world.unexplained).isEmpty();
        assertNothingMoreIsWritten(world, random);
        List<String> others = policy.systems().stream().filter(system -> !system.equals(shortening)).toList();
        Map<String, Object> whole = world.valuesIn(others.get(0));
        assertThat(policy.systems()).allSatisfy(system -> assertThat(world.valuesIn(system) == null).isEqualTo(whole == null));
        if (whole != null) {
            FIELDS.forEach(field -> {
                assertThat(others).allSatisfy(system -> assertThat(world.valuesIn(system).get(field)).as("%s", world).isEqualTo(whole.get(field)));
                assertThat(world.valuesIn(shortening).get(field)).as("%s of %s", field, world)
                        .isEqualTo(whole.get(field) == null ? null : whole.get(field).toString().substring(0, 1));
            });
        }
    }

    @Property(tries = 2000)
    void whatIsWrittenToAgreesWhateverSystemsHaveASay(@ForAll("policies") Policy policy, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(oneWay(policy, random));
        live(world, random, 40);
        quieten(world, random);

        assertThat(world.unexplained).isEmpty();
        assertNothingMoreIsWritten(world, random);
        world.policy.systems().stream().filter(world.policy.targets()::contains).map(world::valuesIn).filter(Objects::nonNull)
                .forEach(values -> world.agreed().values().forEach((field, value) ->
                        assertThat(values.get(field)).as("%s of %s", field, world).isEqualTo(value)));
    }

    /** The first system and some others have a say; those that have none are written to, and some others. */
    private static Policy oneWay(Policy policy, Random random) {
        Set<String> sources = some(policy.systems(), random);
        Set<String> targets = policy.systems().stream().filter(system -> !sources.contains(system) || random.nextBoolean()).collect(Collectors.toSet());
        var fields = new LinkedHashMap<String, FieldPolicy>();
        policy.fields().forEach((name, field) -> fields.put(name, new FieldPolicy(name, sources, targets, field.conflicts(),
                field.firstContact(), field.keepBlanks(), null)));
        return new Policy(policy.systems(), sources, targets, fields, policy.conflicts(), policy.deletes(), policy.orphans());
    }

    private static Set<String> some(List<String> systems, Random random) {
        return systems.stream().filter(system -> system.equals(systems.get(0)) || random.nextBoolean()).collect(Collectors.toSet());
    }

    @Property(tries = 2000)
    void recordsThatArePairedWhenTheyAreFirstMetConverge(@ForAll("policies") Policy policy, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(policy);
        List<String> filled = shuffled(policy.systems(), random).subList(0, 2);
        filled.forEach(system -> FIELDS.forEach(field -> {
            world.edit(system, field, value(random));
            world.pass(random.nextInt(2));
        }));
        world.unheard();
        var scans = filled.stream().map(world::scan).collect(Collectors.toCollection(ArrayList::new));
        live(world, random, 20);
        scans.forEach(world::deliver);
        live(world, random, 20);
        scans.forEach(world::deliver);
        quieten(world, random);

        assertThat(world.unexplained).isEmpty();
        assertAgreement(world);
        assertNothingMoreIsWritten(world, random);
    }

    private static void assertNothingMoreIsWritten(World world, Random random) {
        int writes = world.writes();
        for (int i = 0; i < 20; i++) {
            world.repeatOne(random);
            world.drain(random);
        }
        assertThat(world.writes()).as("writes after quiet").isEqualTo(writes);
    }

    @Property(tries = 2000)
    void noEditIsOverwrittenWithoutAConflictEntry(@ForAll("policies") Policy policy, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(policy);
        live(world, random, 40);
        quieten(world, random);

        assertThat(world.unexplained).isEmpty();
    }

    @Property(tries = 1000)
    void aDeletedThingStaysDeletedHoweverOftenOldReportsAreRepeated(@ForAll("policies") Policy policy, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(policy);
        live(world, random, 20);
        quieten(world, random);
        world.pass(60);
        policy.systems().forEach(world::delete);
        world.pass(60);

        quieten(world, random);
        for (int i = 0; i < 30; i++) {
            world.repeatOne(random);
            world.drain(random);
        }

        assertThat(policy.systems()).allSatisfy(system -> assertThat(world.valuesIn(system)).isNull());
    }

    @Property(tries = 1000)
    void whatIsDeletedAndTakenBackInTwoSystemsLivesOnceInEach(@ForAll("policies") Policy policy, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(policy);
        world.edit("s0", "name", "v1");
        quieten(world, random);
        world.pass(1);
        world.delete(any(policy.systems(), random));
        quieten(world, random);

        world.pass(random.nextInt(3));
        takeBackInTwo(world, random);
        quieten(world, random);

        assertThat(policy.systems()).allSatisfy(system -> assertThat(world.valuesIn(system)).as("%s of %s", system, world).isNotNull());
        assertAgreement(world);
    }

    /** What was reported before comes again in between. */
    private static void takeBackInTwo(World world, Random random) {
        for (String system : shuffled(world.policy.systems(), random).subList(0, 2)) {
            for (int i = random.nextInt(4); i > 0; i--) {
                world.repeatOne(random);
            }
            world.restore(system);
            if (random.nextBoolean()) {
                world.deliverOne(random);
            }
        }
    }

    private static List<String> shuffled(List<String> systems, Random random) {
        var shuffled = new ArrayList<>(systems);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static String any(List<String> systems, Random random) {
        return systems.get(random.nextInt(systems.size()));
    }

    @Property(tries = 2000)
    void whatIsInsideOfTheScopesConvergesAndThenNothingMoreIsWritten(@ForAll("scoped") Policy policy, @ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(policy);
        live(world, random, 40);
        quieten(world, random);

        assertAgreementInside(world);
        int writes = world.writes();
        for (int i = 0; i < 20; i++) {
            world.repeatOne(random);
            world.drain(random);
        }
        assertThat(world.writes()).as("writes after quiet").isEqualTo(writes);
        assertAgreementInside(world);
        assertThat(world.unexplained).isEmpty();
    }

    /** The last system is the only one with a filter. */
    private static void assertAgreementInside(World world) {
        assertThat(world.isInReview()).isFalse();
        List<String> all = world.policy.systems();
        List<Map<String, Object>> unscoped = all.subList(0, all.size() - 1).stream().map(world::valuesInside).toList();
        Map<String, Object> scoped = world.valuesInside(all.get(all.size() - 1));
        Map<String, Object> first = unscoped.get(0);
        assertThat(unscoped).as("%s", world).allSatisfy(values -> assertThat(values == null).isEqualTo(first == null));
        var held = new ArrayList<>(unscoped);
        held.add(scoped);
        held.removeIf(Objects::isNull);
        held.forEach(values -> FIELDS.forEach(field ->
                assertThat(values.get(field)).as("%s of %s", field, world).isEqualTo(held.get(0).get(field))));
    }

    private static void live(World world, Random random, int steps) {
        List<String> systems = world.policy.systems();
        for (int i = 0; i < steps; i++) {
            String system = systems.get(random.nextInt(systems.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> world.edit(system, FIELDS.get(random.nextInt(FIELDS.size())), value(random));
                case 5 -> world.delete(system);
                case 6 -> world.restore(system);
                case 7 -> world.pass(random.nextInt(3));
                case 8 -> world.repeatOne(random);
                default -> world.deliverOne(random);
            }
        }
    }

    private static Object value(Random random) {
        int value = random.nextInt(5);
        return value == 0 ? null : "v" + value;
    }

    private static void quieten(World world, Random random) {
        world.deliver();
        for (int i = 0; i < 50 && (!world.isQuiet() || world.isInReview()); i++) {
            world.drain(random);
            world.settleAll(random);
        }
    }

    private static void assertAgreement(World world) {
        assertThat(world.isInReview()).isFalse();
        List<String> systems = world.policy.systems();
        if (systems.stream().noneMatch(world::everPresent)) {
            return;
        }
        Map<String, Object> first = world.valuesIn(systems.get(0));
        assertThat(systems).allSatisfy(system -> {
            Map<String, Object> values = world.valuesIn(system);
            assertThat(values == null).as("presence in %s of %s", system, world).isEqualTo(first == null);
            if (first != null) {
                FIELDS.forEach(field -> assertThat(values.get(field)).as("%s in %s of %s", field, system, world).isEqualTo(first.get(field)));
            }
        });
    }

    @Provide
    Arbitrary<Policy> policies() {
        return Combinators.combine(Arbitraries.integers().between(2, 4), conflictPolicies().list().ofSize(4),
                Arbitraries.of(true, false), Arbitraries.of(DeletePolicy.HARD, DeletePolicy.SOFT)).as(ConvergenceTest::policy);
    }

    /**
     * The last system takes only things whose first field is v1 or v2. Nobody is asked: a thing that a person lets live after it
     * had left is completed only by the next report.
     */
    @Provide
    Arbitrary<Policy> scoped() {
        return Combinators.combine(policies().filter(ConvergenceTest::asksNobody), Arbitraries.of(Leaving.UNLINK, Leaving.DELETE)).as((policy, leaving) -> new Policy(
                policy.systems(), policy.sources(), policy.targets(), policy.fields(), policy.conflicts(), policy.deletes(),
                policy.orphans(), Map.of(policy.systems().get(policy.systems().size() - 1), new SystemScope(leaving, values ->
                        !values.has(FIELDS.get(0)) ? Fit.UNKNOWN : List.of("v1", "v2").contains(String.valueOf(values.get(FIELDS.get(0))))
                                ? Fit.INSIDE : Fit.OUTSIDE))));
    }

    private static boolean asksNobody(Policy policy) {
        return !(policy.conflicts() instanceof Review)
                && policy.fields().values().stream().noneMatch(field -> field.conflicts() instanceof Review);
    }

    private static Arbitrary<ConflictPolicy> conflictPolicies() {
        return Arbitraries.of(new LastWriteWins(), new FieldMerge(), new SourceOfTruth("s1"), new SourceOfTruth("s0"), new Review());
    }

    private static Policy policy(int count, List<ConflictPolicy> conflicts, boolean keepBlanks,
            DeletePolicy deletesInFirst) {
        List<String> systems = IntStream.range(0, count).mapToObj(i -> "s" + i).toList();
        Set<String> all = Set.copyOf(systems);
        var fields = new LinkedHashMap<String, FieldPolicy>();
        for (int i = 0; i < FIELDS.size(); i++) {
            fields.put(FIELDS.get(i), new FieldPolicy(FIELDS.get(i), all, all, conflicts.get(i), conflicts.get(i),
                    keepBlanks && i == 0, null));
        }
        return new Policy(systems, all, all, fields, conflicts.get(3), Map.of("s0", deletesInFirst),
                OrphanPolicy.CREATE);
    }
}
