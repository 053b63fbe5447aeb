package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StateTest {

    @Property
    void whateverIsKnownOfAThingIsReadAsItWasWritten(@ForAll Random random) {
        Thing thing = Samples.any(random, "t1");

        Thing read = StateReader.read("t1", StateWriter.write(thing));

        assertThat(read).isEqualTo(thing);
        assertThat(new ArrayList<>(read.base().fields().keySet())).isEqualTo(new ArrayList<>(thing.base().fields().keySet()));
        assertThat(new ArrayList<>(read.shadows().keySet())).isEqualTo(new ArrayList<>(thing.shadows().keySet()));
    }

    @Test
    void valuesThatSystemsShareAreWrittenOnce() {
        var fields = new LinkedHashMap<String, BaseValue>();
        fields.put("name", new BaseValue("Ann", OnStore.NOW, "crm", "newest"));
        fields.put("town", new BaseValue("Oslo", OnStore.NOW, "crm", "newest"));
        Map<String, Object> agreed = new Base(fields, null).values().values();
        var shadows = new LinkedHashMap<String, Shadow>();
        shadows.put("crm", new Shadow(OnStore.crm("1"), Presence.PRESENT, new CanonicalRecord(agreed), Map.of(), "v1", OnStore.NOW));
        shadows.put("shop", new Shadow(OnStore.shop("2"), Presence.PRESENT, new CanonicalRecord(agreed), Map.of(), null, null));

        assertThat(StateWriter.write(new Thing("t1", new Base(fields, null), shadows, Set.of()))).isEqualTo("""
                {"fields":{"name":["Ann",[1740824130123456000,"crm","newest"]],"town":["Oslo"]},\
                "systems":{"crm":{"id":"1","version":"v1","time":1740824130123456000},"shop":{"id":"2"}}}""");
    }

    @Test
    void stateOfALaterVersionIsNotReadInPart() {
        assertThatThrownBy(() -> StateReader.read("t1", "{\"fields\":{},\"more\":1,\"systems\":{}}")).hasMessageContaining("later version")
                .hasMessageContaining("`more`");
    }
}
