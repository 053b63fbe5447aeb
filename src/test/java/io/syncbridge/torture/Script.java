package io.syncbridge.torture;

import io.syncbridge.torture.Step.Adopt;
import io.syncbridge.torture.Step.BadWebhooks;
import io.syncbridge.torture.Step.ChangeTable;
import io.syncbridge.torture.Step.Create;
import io.syncbridge.torture.Step.CreateCircle;
import io.syncbridge.torture.Step.CutDatabase;
import io.syncbridge.torture.Step.Deed;
import io.syncbridge.torture.Step.Delete;
import io.syncbridge.torture.Step.Edit;
import io.syncbridge.torture.Step.ErpFault;
import io.syncbridge.torture.Step.KillOrStart;
import io.syncbridge.torture.Step.Restore;
import io.syncbridge.torture.Step.SetUnreadable;
import io.syncbridge.torture.Step.Swap;
import io.syncbridge.torture.Step.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What people do and what breaks, in an order that only the seed decides. */
final class Script {

    private static final List<String> SYSTEMS = List.of("crm", "erp", "shop");
    private static final List<String> DATABASES = List.of(World.STORE, World.STORE, "crm", "shop");

    private final Random random;
    private final int instances;
    private final List<String> keys = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private int numbers;

    private Script(long seed, int instances) {
        this.random = new Random(seed);
        this.instances = instances;
    }

    /** What is there before anything breaks. */
    static List<Step> beginning(int records, long seed) {
        var script = new Script(seed, 0);
        for (int i = 0; i < records; i++) {
            script.create("B");
        }
        return script.steps;
    }

    /**
     * @param millis how long the script takes, by its pauses
     * @param first the records that are there before it, as {@link #beginning} makes them
     */
    static List<Step> of(long seed, int first, int millis, int instances) {
        var script = new Script(seed, instances);
        for (int i = 0; i < first; i++) {
            script.keys.add(key("B", i));
        }
        script.numbers = 10 * first;
        for (int passed = 0; passed < millis; ) {
            int before = script.steps.size();
            script.next();
            passed += script.steps.subList(before, script.steps.size()).stream().mapToInt(Step::pause).sum();
        }
        return script.steps;
    }

    private static String key(String prefix, int number) {
        return prefix + "-%05d".formatted(number);
    }

    private void next() {
        int dice = random.nextInt(1000);
        if (dice < 560) {
            edit();
        } else if (dice < 645) {
            create("K");
        } else if (dice < 725) {
            add(new Delete(system(), anyKey()));
        } else if (dice < 780) {
            add(new Restore(system(), anyKey(), ++numbers));
        } else if (dice < 880) {
            real();
        } else if (dice < 910) {
            add(new KillOrStart(random.nextInt(instances)));
        } else if (dice < 935) {
            add(new CutDatabase(any(DATABASES)));
        } else if (dice < 985) {
            add(new ErpFault(random.nextInt(3) == 0 ? Fault.NONE : any(List.of(Fault.values()))));
        } else {
            add(new BadWebhooks(random.nextBoolean()));
        }
    }

    /** Deeds that only systems with constraints, odd values and changing tables know. */
    private void real() {
        int dice = random.nextInt(100);
        if (dice < 30) {
            add(new Swap("crm", anyKey(), anyKey()));
        } else if (dice < 58) {
            int child = 1 + random.nextInt(keys.size() - 1);
            add(new Adopt(system(), keys.get(child), random.nextInt(4) == 0 ? null : keys.get(random.nextInt(child))));
        } else if (dice < 63) {
            String key = newKey("C");
            add(new CreateCircle("crm", key, newKey("C"), numbers += 2));
        } else if (dice < 69) {
            add(new SetUnreadable("shop", anyKey()));
        } else if (dice < 74) {
            add(new ChangeTable(any(List.of("crm", "shop")), ++numbers));
        } else {
            add(new Undo(1 + random.nextInt(3)));
        }
    }

    private String newKey(String prefix) {
        String key = key(prefix, keys.size());
        keys.add(key);
        return key;
    }

    /** Often somebody else edits the same field at nearly the same time. */
    private void edit() {
        String key = anyKey();
        String field = any(Fields.EDITED);
        add(new Edit(system(), key, field, ++numbers));
        while (random.nextInt(4) == 0) {
            steps.add(new Step(random.nextInt(200), new Edit(system(), key, field, ++numbers)));
        }
    }

    /** Sometimes two systems get the same new record at nearly the same time. */
    private void create(String prefix) {
        String key = newKey(prefix);
        String system = system();
        add(new Create(system, key, ++numbers));
        String other = system();
        if (!other.equals(system) && random.nextInt(3) == 0) {
            steps.add(new Step(random.nextInt(200), new Create(other, key, ++numbers)));
        }
    }

    private void add(Deed deed) {
        steps.add(new Step(random.nextInt(120), deed));
    }

    private String system() {
        return any(SYSTEMS);
    }

    private String anyKey() {
        return any(keys);
    }

    private <T> T any(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
