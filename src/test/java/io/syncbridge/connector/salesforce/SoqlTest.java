package io.syncbridge.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoqlTest {

    @Test
    void whateverAValueHoldsItIsNothingButAValue() {
        assertThat(Soql.literal("O'Hara' OR Name != '", "string")).isEqualTo("'O\\'Hara\\' OR Name != \\''");
        assertThat(Soql.literal("back\\slash", "string")).isEqualTo("'back\\\\slash'");
        assertThat(Soql.literal("1 OR Id != null", "currency")).isEqualTo("'1 OR Id != null'");
    }

    @Test
    void numbersTimesAndBlanksAreWrittenBare() {
        assertThat(Soql.literal(12.5, "currency")).isEqualTo("12.5");
        assertThat(Soql.literal("2026-01-01T12:00:00Z", "datetime")).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(Soql.literal(null, "string")).isEqualTo("null");
    }
}
