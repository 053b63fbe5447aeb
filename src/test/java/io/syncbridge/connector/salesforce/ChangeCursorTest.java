package io.syncbridge.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeCursorTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void everyCursorIsReadAsItWasWritten() {
        for (ChangeCursor cursor : List.of(ChangeCursor.scan(NOON, "001"),
                ChangeCursor.scan(NOON, "001", new ChangeCursor.Table("750", null)),
                ChangeCursor.scan(NOON, "001", new ChangeCursor.Table("750", "MTAw")), ChangeCursor.since(NOON),
                ChangeCursor.since(NOON, List.of("001", "002")), ChangeCursor.after(NOON, NOON.plusSeconds(5), "003", List.of("001")))) {
            assertThat(ChangeCursor.parse(cursor.text())).isEqualTo(cursor);
        }
    }

    @Test
    void withoutACursorAScanBegins() {
        assertThat(ChangeCursor.parse(null)).isEqualTo(ChangeCursor.scan(null, null));
    }

    @Test
    void aCursorOfSomethingElseIsToldWithItsCure() {
        assertThatThrownBy(() -> ChangeCursor.parse("page 2")).hasMessageContaining("page 2").hasMessageContaining("scan");
    }
}
