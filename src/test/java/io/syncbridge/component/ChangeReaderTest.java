package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.definition.SystemDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A record whose names the store cannot keep holds up no other. */
class ChangeReaderTest {

    private final ChangeReader reader = new ChangeReader(new SystemDefinition("erp", "id", null, null, Map.of(), Map.of()));

    @Test
    void aRecordWithAnImpossibleIdIsLeftOutOfAPageAndTold() {
        var mistakes = new ArrayList<String>();
        var changes = reader.read(List.of(Map.of("id", "x".repeat(513)), Map.of("id", "a\0b"), Map.of("id", "good")), Map.of(),
                mistakes::add);

        assertThat(changes).extracting(change -> change.ref().recordId()).containsExactly("good");
        assertThat(mistakes).hasSize(2).anyMatch(mistake -> mistake.contains("longer than 512"))
                .anyMatch(mistake -> mistake.contains("NUL"));
    }

    @Test
    void aNumberThatNoStoreHoldsIsToldHoweverDeepItStands() {
        Object deep = new java.math.BigDecimal("1e999999999");
        for (int i = 0; i < 100_000; i++) {
            deep = List.of(deep);
        }
        Object nested = deep;

        assertThatThrownBy(() -> reader.read(Map.of("id", "1", "amount", nested), Map.of())).isInstanceOf(BadChangeException.class)
                .hasMessageContaining("digits");
    }

    @Test
    void aSenderIsToldWhichOfItsNamesIsImpossible() {
        assertThatThrownBy(() -> reader.read(Map.of("id", "a\0b"), Map.of())).isInstanceOf(BadChangeException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> reader.read(Map.of("id", "1"), Map.of(SyncHeaders.EVENT_ID, "e".repeat(600))))
                .isInstanceOf(BadChangeException.class).hasMessageContaining("event id");
    }
}
