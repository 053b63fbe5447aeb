package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.operate.TestSync;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The salary is private; the CRM holds it as {@code salary}, the ERP as {@code pay.salary}. */
class PrivateValuesTest {

    private static final SyncDefinition SYNC = TestSync.contacts().find("contacts").orElseThrow();

    private static String hide(String text, Object salary) {
        return PrivateValues.hide(text, SYNC, "erp", Map.of("pay", Map.of("salary", salary), "contact", Map.of("phone", "1234")));
    }

    @Test
    void aPrivateValueIsHiddenWhereverItStandsAsAWhole() {
        assertThat(hide("4711: salary '4711' is above 4000, phone 1234", 4711))
                .isEqualTo("(private): salary '(private)' is above 4000, phone 1234");
        assertThat(hide("{\"pay\":{\"salary\":4711.5}}", new BigDecimal("4711.50").stripTrailingZeros())).doesNotContain("4711");
    }

    @Test
    void aPartOfAnotherWordOrNumberIsNotTheValue() {
        assertThat(hide("error 47110 in x4711", 4711)).isEqualTo("error 47110 in x4711");
        assertThat(hide("Anna: a name", "a")).isEqualTo("Anna: (private) name");
    }

    @Test
    void theCanonicalValueIsHiddenToo() {
        assertThat(PrivateValues.hide("was 9000", SYNC, "erp", null, new CanonicalRecord(Map.of("salary", new BigDecimal("9E+3")))))
                .isEqualTo("was (private)");
    }

    @Test
    void patternsInValuesMeanNothing() {
        assertThat(hide("bad: $1.*(x", "$1.*(x")).isEqualTo("bad: (private)");
    }

    @Test
    void whatIsNotThereHidesNothing() {
        assertThat(PrivateValues.hide(null, SYNC, "erp", null)).isNull();
        assertThat(PrivateValues.hide("no", SYNC, "erp", null, CanonicalRecord.EMPTY)).isEqualTo("no");
        assertThat(hide("no value: ' '", " ")).isEqualTo("no value: ' '");
        var blank = new HashMap<String, Object>();
        blank.put("salary", null);
        assertThat(PrivateValues.hide("null", SYNC, "crm", blank)).isEqualTo("null");
    }

    @Property(tries = 200)
    void noTextGivesAPrivateValueAway(@ForAll @AlphaChars @NotBlank @StringLength(min = 3, max = 12) String value,
            @ForAll @StringLength(max = 20) String before, @ForAll @StringLength(max = 20) String after) {
        assertThat(hide(before + " " + value + " " + after, value.toUpperCase()).replace(PrivateValues.HIDDEN, " "))
                .doesNotContainPattern("(?iu)(?<![\\p{L}\\p{N}])\\Q" + value + "\\E(?![\\p{L}\\p{N}])");
    }
}
