package io.syncbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.reconcile.policy.ConflictPolicy;
import io.syncbridge.reconcile.policy.LastWriteWins;
import io.syncbridge.reconcile.policy.SourceOfTruth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A backfill reads both systems and hands in later what it read, while people edit and their edits are reported: every
 * order in which that can happen.
 */
class BackfillBesideEditsTest {

    private static final List<String> SYSTEMS = List.of("s0", "s1");

    /** What one party does, step by step; {@code held} is what it carries from one step to the next. */
    private record Party(String name, List<Step> steps) {
    }

    private interface Step {
        void on(World world, Map<String, Change> held);
    }

    @Test
    void theSystemsAgreeOnTheLastEditInEveryOrder() {
        forEveryOrder(new LastWriteWins(), (world, last) -> {
            assertThat(world.valuesIn("s0")).as("%s", world).isEqualTo(world.valuesIn("s1"));
            assertThat(world.valuesIn("s0")).as("%s", world).containsEntry("name", last);
            assertThat(world.unexplained).isEmpty();
        });
    }

    @Test
    void theSystemsAgreeInEveryOrderWhereOneOfThemIsPreferredAtFirstContact() {
        forEveryOrder(new SourceOfTruth("s0"), (world, last) -> {
            assertThat(world.valuesIn("s0")).as("%s", world).isEqualTo(world.valuesIn("s1"));
            assertThat(world.unexplained).isEmpty();
        });
    }

    @Test
    void noPageBringsBackWhatWasDeletedAfterTheBridgeHadHeardOfIt() {
        var heardThenDeleted = new ArrayList<>(backfill("s0").steps());
        heardThenDeleted.addAll(deleter("s0").steps());
        forEveryOrder(List.of(new Party("life of s0", heardThenDeleted), backfill("s0"), backfill("s1")), 420, new LastWriteWins(),
                (world, last) -> {
                    assertThat(world.valuesIn("s0")).as("%s", world).isNull();
                    assertThat(world.valuesIn("s1")).as("%s", world).isNull();
                });
    }

    @Test
    void theSystemsAgreeInEveryOrderWhereOnePersonDeletesWhatAnotherEdits() {
        forEveryOrder(List.of(backfill("s0"), backfill("s1"), deleter("s0"), person("s1")), 2520, new LastWriteWins(), (world, last) -> {
            assertThat(world.valuesIn("s0")).as("%s", world).isEqualTo(world.valuesIn("s1"));
            assertThat(world.unexplained).isEmpty();
        });
    }

    private interface Check {
        void of(World world, Object lastEdit);
    }

    private static void forEveryOrder(ConflictPolicy firstContact, Check check) {
        forEveryOrder(List.of(backfill("s0"), backfill("s1"), person("s0"), person("s1")), 2520, firstContact, check);
    }

    private static void forEveryOrder(List<Party> parties, int count, ConflictPolicy firstContact, Check check) {
        var orders = new ArrayList<List<Integer>>();
        interleave(parties, new ArrayList<>(), orders::add);
        assertThat(orders).as("orders").hasSize(count);
        orders.forEach(order -> play(parties, order, firstContact, check));
    }

    private static void play(List<Party> parties, List<Integer> order, ConflictPolicy firstContact, Check check) {
        World world = new World(policy(firstContact));
        world.edit("s0", "name", "first in s0");
        world.pass(1);
        world.edit("s1", "name", "first in s1");
        world.unheard();
        var held = new ArrayList<Map<String, Change>>();
        parties.forEach(party -> held.add(new HashMap<>()));
        var done = new int[parties.size()];
        Object last = null;
        for (int party : order) {
            world.pass(1);
            Party now = parties.get(party);
            if (done[party] == 0 && now.name().startsWith("person")) {
                last = now.name();
            }
            now.steps().get(done[party]++).on(world, held.get(party));
        }
        world.drain(new Random(1));
        check.of(world, last);
    }

    private static Party backfill(String system) {
        String name = "backfill of " + system;
        return new Party(name, List.of((world, held) -> {
            if (world.valuesIn(system) != null) {
                held.put(name, world.scan(system));
            }
        }, (world, held) -> deliver(world, held.get(name))));
    }

    private static Party deleter(String system) {
        String name = "deleter at " + system;
        return new Party(name, List.of((world, held) -> {
            if (world.valuesIn(system) != null) {
                world.delete(system);
                held.put(name, world.latest());
            }
        }, (world, held) -> deliver(world, held.get(name))));
    }

    /** Hands in what a party came across, if anything: what is deleted already is neither read nor deleted again. */
    private static void deliver(World world, Change found) {
        if (found != null) {
            world.deliver(found);
        }
    }

    private static Party person(String system) {
        String name = "person at " + system;
        return new Party(name, List.of((world, held) -> {
            if (world.valuesIn(system) != null) {
                world.edit(system, "name", name);
                held.put(name, world.latest());
            }
        }, (world, held) -> deliver(world, held.get(name))));
    }

    private static void interleave(List<Party> parties, List<Integer> order, Consumer<List<Integer>> each) {
        boolean over = true;
        for (int party = 0; party < parties.size(); party++) {
            int number = party;
            if (order.stream().filter(one -> one == number).count() < parties.get(party).steps().size()) {
                over = false;
                order.add(party);
                interleave(parties, order, each);
                order.remove(order.size() - 1);
            }
        }
        if (over) {
            each.accept(List.copyOf(order));
        }
    }

    private static Policy policy(ConflictPolicy firstContact) {
        Set<String> all = Set.copyOf(SYSTEMS);
        return new Policy(SYSTEMS, all, all, Map.of("name", new FieldPolicy("name", all, all, new LastWriteWins(), firstContact, false,
                null)), new LastWriteWins(), Map.of(), OrphanPolicy.CREATE);
    }
}
