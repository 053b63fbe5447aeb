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
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays a script in a world, and counts what was possible. */
final class Actors {

    private final World world;
    private final Undoing undoing;
    int deeds;
    int kills;
    int cuts;

    Actors(World world) {
        this.world = world;
        this.undoing = new Undoing(world);
    }

    void play(List<Step> script) throws IOException, InterruptedException {
        for (Step step : script) {
            Thread.sleep(step.pause());
            play(step);
        }
    }

    private void play(Step step) throws IOException {
        if (step.deed() instanceof Create create) {
            count(system(create.system()).create(fields(create.key(), create.number())));
        } else if (step.deed() instanceof Edit edit) {
            count(system(edit.system()).edit(edit.key(), edit.field(), Fields.value(edit.field(), edit.number())));
        } else if (step.deed() instanceof Delete delete) {
            count(!isParent(delete.key()) && system(delete.system()).delete(delete.key()));
        } else if (step.deed() instanceof Restore restore) {
            count(isGone(restore.key())
                    && system(restore.system()).restore(restore.key(), fields(restore.key(), restore.number())));
        } else if (step.deed() instanceof KillOrStart kill) {
            killOrStart(world.instances.get(kill.instance()));
        } else if (step.deed() instanceof CutDatabase cut) {
            cuts += world.server.cut(cut.database());
        } else if (step.deed() instanceof ErpFault fault) {
            world.erp.fault(fault.fault());
        } else if (step.deed() instanceof BadWebhooks webhooks) {
            world.webhooks.badTimes(webhooks.bad());
        } else {
            real(step.deed());
        }
    }

    private void real(Deed deed) {
        if (deed instanceof Swap swap) {
            count(world.table(swap.system()).swap(swap.key(), swap.other()));
        } else if (deed instanceof Adopt adopt) {
            count(system(adopt.system()).adopt(adopt.key(), adopt.parent()));
        } else if (deed instanceof CreateCircle circle) {
            count(world.table(circle.system()).createCircle(fields(circle.key(), circle.number() - 1), fields(circle.other(), circle.number())));
        } else if (deed instanceof SetUnreadable unreadable) {
            count(world.table(unreadable.system()).setUnreadable(unreadable.key()));
        } else if (deed instanceof ChangeTable change) {
            world.table(change.system()).changeTable(change.number());
        } else if (deed instanceof Undo undo) {
            undoing.goOn(undo.seconds());
        }
    }

    /** Returns how often something was taken back. */
    int undone() {
        return undoing.carriedOut();
    }

    /** People delete nothing that others point to, as far as they can see. */
    private boolean isParent(String key) {
        return world.systems.values().stream().anyMatch(system ->
                system.living().stream().anyMatch(record -> key.equals(record.get(Fields.PARENT))));
    }

    /** People bring back only what is gone everywhere, as far as they can see. */
    private boolean isGone(String key) {
        return world.systems.values().stream().noneMatch(system ->
                system.living().stream().anyMatch(record -> key.equals(record.get(Fields.KEY))));
    }

    private void killOrStart(BridgeProcess instance) throws IOException {
        if (instance.isAlive()) {
            instance.kill();
            kills++;
        } else {
            instance.start();
        }
    }

    private PeoplesSystem system(String name) {
        return world.systems.get(name);
    }

    private void count(boolean done) {
        deeds += done ? 1 : 0;
    }

    static Map<String, String> fields(String key, int number) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(Fields.KEY, key);
        Fields.EDITED.forEach(field -> fields.put(field, Fields.value(field, number)));
        fields.put(Fields.SLOT, Integer.toString(number));
        return fields;
    }
}
