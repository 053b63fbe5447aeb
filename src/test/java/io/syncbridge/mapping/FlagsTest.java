package io.syncbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Fit;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T23:30:00.123456Z");

    @Test
    void aTimeIsWrittenAndAnyTimeIsRead() {
        assertThat(written(Map.of("deleted_at", "now", "day", "today"))).containsEntry("deleted_at", "2026-03-01T23:30:00Z")
                .containsEntry("day", "2026-03-01");
        assertThat(Flags.fit(Map.of("deleted_at", "now"), of("deleted_at", "31.12.2025"), false)).isEqualTo(Fit.INSIDE);
        assertThat(Flags.fit(Map.of("deleted_at", "now"), of("deleted_at", null), false)).isEqualTo(Fit.OUTSIDE);
        assertThat(Flags.fit(Map.of("deleted_at", "now"), of("deleted_at", ""), false)).isEqualTo(Fit.OUTSIDE);
    }

    @Test
    void aBlankIsNullAndEmptyTextAlike() {
        assertThat(written(of("valid_from", ""))).containsEntry("valid_from", null);
        assertThat(Flags.fit(of("valid_from", ""), of("valid_from", null), false)).isEqualTo(Fit.INSIDE);
        assertThat(Flags.fit(of("valid_from", ""), of("valid_from", "2025-01-01"), false)).isEqualTo(Fit.OUTSIDE);
    }

    @Test
    void whatARecordDoesNotHoldIsUnknownUnlessItIsATimeOfAWholeRecord() {
        assertThat(Flags.fit(Map.of("gone", true), Map.of(), true)).isEqualTo(Fit.UNKNOWN);
        assertThat(Flags.fit(of("valid_from", ""), Map.of(), true)).as("perhaps nobody reads the column").isEqualTo(Fit.UNKNOWN);
        assertThat(Flags.fit(Map.of("deleted_at", "now"), Map.of(), false)).isEqualTo(Fit.UNKNOWN);
        assertThat(Flags.fit(Map.of("deleted_at", "now"), Map.of(), true)).isEqualTo(Fit.OUTSIDE);
    }

    @Test
    void allFlagsMarkTogether() {
        Map<String, Object> flags = Map.of("state", "gone", "deleted_at", "now");
        assertThat(Flags.fit(flags, Map.of("state", "Gone", "deleted_at", "x"), false)).isEqualTo(Fit.INSIDE);
        assertThat(Flags.fit(flags, Map.of("state", "new", "deleted_at", "x"), false)).isEqualTo(Fit.OUTSIDE);
        assertThat(Flags.fit(flags, Map.of("state", "new"), false)).isEqualTo(Fit.OUTSIDE);
    }

    @Test
    void aFlagMayBeAPartOfANestedValue() {
        assertThat(Flags.fit(Map.of("meta.gone", 1), Map.of("meta", Map.of("gone", true)), false)).isEqualTo(Fit.INSIDE);
        assertThat(written(Map.of("meta.gone", true))).isEqualTo(Map.of("meta", Map.of("gone", true)));
        assertThat(Flags.parts(Map.of("meta.gone", true, "gone", true))).containsExactly("meta.gone");
    }

    private static Map<String, Object> of(String field, Object value) {
        var map = new HashMap<String, Object>();
        map.put(field, value);
        return map;
    }

    private static Map<String, Object> written(Map<String, Object> flags) {
        var record = new LinkedHashMap<String, Object>();
        Flags.set(flags, NOW, record);
        return record;
    }
}
