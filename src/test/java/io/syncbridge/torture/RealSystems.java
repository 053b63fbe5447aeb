package io.syncbridge.torture;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/**
 * Makes the systems of a world behave like real ones. The CRM has a unique column and a tree with a foreign key, and writes codes
 * and cities in capitals. The shop has both constraints too, its tables change, and numbers may stand in it that are none. The ERP's
 * lists and reads lag, its ETags are weak, and it refuses titles with a 200.
 */
final class RealSystems {

    private static final int REFUSED = 40;
    private static final int FIRST_REFUSED = 1000;

    private RealSystems() {
    }

    static void in(World world) throws IOException {
        world.define(text -> text.replace("lag: 0s", "lag: 15s").replace("conflicts:", """
                  slot:   {crm: slot, erp: slot, shop: slot, type: number, as: {erp: text}}
                  parent: {crm: parent, erp: parentId, shop: parent, ref: goods, type: {crm: number, shop: number}}
                conflicts:"""));
        world.table("crm").jdbi().useHandle(handle -> {
            constrain(world.table("crm"), "alter table goods add unique (slot) deferrable initially immediate");
            handle.execute("""
                    create function capitals() returns trigger language plpgsql as $$ begin
                        new.code := upper(new.code);
                        new.city := upper(new.city);
                        return new;
                    end $$""");
            handle.execute("create trigger capitals before insert or update on goods for each row execute function capitals()");
        });
        constrain(world.table("shop"), "create unique index on goods (slot) where not gone");
        world.erp.weakTags();
        world.erp.lag(Duration.ofMillis(1500), Duration.ofMillis(400));
        world.erp.refuse(RealSystems::isRefused);
    }

    private static void constrain(TableSystem table, String unique) {
        table.jdbi().useHandle(handle -> {
            handle.execute(unique);
            handle.execute("alter table goods add foreign key (parent) references goods deferrable initially deferred");
        });
    }

    private static boolean isRefused(JsonObject record) {
        return isRefused(record.getString("title"));
    }

    /** Says whether the ERP refuses the name. */
    static boolean isRefused(String name) {
        if (name == null || !name.startsWith("name-")) {
            return false;
        }
        int number = Integer.parseInt(name.substring("name-".length()));
        return number >= FIRST_REFUSED && number % REFUSED == 0;
    }
}
