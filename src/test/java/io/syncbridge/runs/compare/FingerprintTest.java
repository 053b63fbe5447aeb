package io.syncbridge.runs.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.runs.Seen;
import io.syncbridge.store.Comparisons.Print;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final List<SharedFields> PARTS = List.of(new SharedFields(0, Set.of("crm", "erp"), List.of("first", "last")));

    @Test
    void equalValuesHaveEqualPrintsWhateverTheRecordAndItsSystem() {
        assertThat(content("crm", "Ann", new BigDecimal("1.50"))).isEqualTo(content("erp", "Ann", new BigDecimal("1.5")));
        assertThat(content("crm", null, "Lee")).isEqualTo(content("erp", null, "Lee"));
    }

    @Test
    void differentValuesHaveDifferentPrints() {
        assertThat(content("crm", "Ann", "Lee")).isNotEqualTo(content("crm", "AnnL", "ee")).isNotEqualTo(content("crm", "Lee", "Ann"));
        assertThat(content("crm", "1", null)).as("a text is no number").isNotEqualTo(content("crm", BigDecimal.ONE, null));
        assertThat(content("crm", true, null)).isNotEqualTo(content("crm", "true", null));
        assertThat(content("crm", null, "Ann")).isNotEqualTo(content("crm", "Ann", null));
    }

    @Test
    void aSystemThatDoesNotShareTheFieldsHasNoPrintOfThem() {
        assertThat(Fingerprint.of("t", seen("ldap", "Ann", "Lee"), PARTS, Set.of())).isEmpty();
    }

    @Test
    void whatIsNoThingYetIsNeverTakenForASyncId() {
        assertThat(Fingerprint.isUnpaired(Fingerprint.unpaired("0:ann@example.org"))).isTrue();
        assertThat(Fingerprint.isUnpaired("01JQ8ZK3W0000000000000000")).isFalse();
    }

    private static String content(String system, Object first, Object last) {
        List<Print> prints = Fingerprint.of("t", seen(system, first, last), PARTS, Set.of());
        assertThat(prints).hasSize(1);
        return prints.get(0).content();
    }

    private static Seen seen(String system, Object first, Object last) {
        Map<String, Object> values = new HashMap<>();
        values.put("first", first);
        values.put("last", last);
        return new Seen(new RecordRef(system, "1"), new CanonicalRecord(values), List.of());
    }
}
