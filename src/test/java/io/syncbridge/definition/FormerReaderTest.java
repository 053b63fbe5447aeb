package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.mapping.Forms;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Old values of a changed definition are understood by the definition that wrote them. */
class FormerReaderTest {

    private static SyncDefinition sync(String... lines) {
        return Samples.only(Samples.shippedReader().read("shops.sync.yaml", """
                sync: shops
                systems: {a: {id: id}, b: {id: id}}
                match: [code]
                fields:
                  code: {a: code, b: code}
                """ + Arrays.stream(lines).map(line -> "  " + line + "\n").reduce("", String::concat)));
    }

    private static Forms forms(SyncDefinition now, SyncDefinition... formers) {
        return Samples.shippedReader().forms(now, Arrays.stream(formers).map(SyncDefinition::identity).toList());
    }

    private static Object seen(SyncDefinition now, Forms forms, String system, Map<String, Object> record, Object held) {
        Mapped<CanonicalRecord> read = now.mapping().toCanonical(system, record);
        Mapped<CanonicalRecord> seen = forms.understood(system, record, read, held(forms, held));
        assertThat(seen.problems()).isEmpty();
        return seen.value().get("x");
    }

    private static CanonicalRecord held(Forms forms, Object value) {
        var held = new HashMap<String, Object>();
        held.put("x", value);
        return forms.canonical(new CanonicalRecord(held));
    }

    private static Map<String, Object> record(Object value) {
        var record = new HashMap<String, Object>();
        record.put("x", value);
        return record;
    }

    @Test
    void anUnchangedDefinitionHasNoFormerForms() {
        SyncDefinition now = sync("x: {a: x, b: x, private: true}");
        assertThat(forms(now).isEmpty()).isTrue();
        assertThat(forms(now, sync("x: {b: x, a: x}")).isEmpty()).isTrue();
    }

    @Test
    void aFormerWordOfATableIsNoEdit() {
        SyncDefinition now = sync("x: {a: x, b: x, values: {DE: Germany, FR: Frankreich}}");
        Forms forms = forms(now, sync("x: {a: x, b: x, values: {DE: Deutschland, FR: Frankreich}}"));
        assertThat(seen(now, forms, "b", record("Deutschland"), "DE")).isEqualTo("DE");
        assertThat(seen(now, forms, "b", record("Germany"), "DE")).isEqualTo("DE");
        assertThat(seen(now, forms, "b", record("Frankreich"), "DE")).as("an edit").isEqualTo("FR");
        assertThat(seen(now, forms, "b", record("Deutschland"), "FR")).as("an edit in the former word").isEqualTo("DE");
        assertThat(seen(now, forms, "a", record("FR"), "DE")).isEqualTo("FR");
        assertThat(forms.former("b", record("Deutschland"), held(forms, "DE"))).containsExactly("x");
        assertThat(forms.former("b", record("Germany"), held(forms, "DE"))).isEmpty();
        assertThat(forms.former("b", record("Frankreich"), held(forms, "FR"))).isEmpty();
        assertThat(forms.former("a", record("DE"), held(forms, "DE"))).isEmpty();
        assertThat(forms.former("b", record("Italien"), held(forms, "DE"))).as("another value, which is an edit").isEmpty();
    }

    @Test
    void aFormerWordIsUnderstoodWhereOthersAreRefused() {
        SyncDefinition now = sync("x: {a: x, b: x, values: {DE: Germany}, else: fail}");
        Forms forms = forms(now, sync("x: {a: x, b: x, values: {DE: Deutschland}, else: fail}"));
        assertThat(seen(now, forms, "b", record("Deutschland"), "DE")).isEqualTo("DE");
    }

    @Test
    void aTableWhoseOwnValuesChangedRestatesThem() {
        SyncDefinition now = sync("x: {a: x, b: x, values: {GER: Deutschland}}");
        Forms forms = forms(now, sync("x: {a: x, b: x, values: {DE: Deutschland}}"));
        assertThat(forms.canonical("x", "DE")).isEqualTo("GER");
        assertThat(forms.canonical("x", "GER")).isEqualTo("GER");
        assertThat(seen(now, forms, "b", record("Deutschland"), "DE")).isEqualTo("GER");
        assertThat(seen(now, forms, "a", record("DE"), "DE")).isEqualTo("GER");
        assertThat(forms.former("a", record("DE"), held(forms, "DE"))).containsExactly("x");
        assertThat(forms.former("b", record("Deutschland"), held(forms, "DE"))).isEmpty();
    }

    @Test
    void severalChangesInARowAreAllUnderstood() {
        SyncDefinition now = sync("x: {a: x, b: x, values: {DE: Germany}}");
        Forms forms = forms(now, sync("x: {a: x, b: x, values: {DE: Allemagne}}"), sync("x: {a: x, b: x, values: {DE: Deutschland}}"));
        assertThat(seen(now, forms, "b", record("Deutschland"), "DE")).isEqualTo("DE");
        assertThat(seen(now, forms, "b", record("Allemagne"), "DE")).isEqualTo("DE");
        assertThat(forms.former("b", record("Deutschland"), held(forms, "DE"))).containsExactly("x");
        assertThat(forms.former("b", record("Allemagne"), held(forms, "DE"))).containsExactly("x");
    }

    @Test
    void aTypeThatChangedRestatesItsValues() {
        SyncDefinition now = sync("x: {a: x, b: x, type: number}");
        Forms forms = forms(now, sync("x: {a: x, b: x}"));
        assertThat(forms.canonical("x", "1200.50")).isEqualTo(new BigDecimal("1200.5"));
        assertThat(seen(now, forms, "a", record("1200.50"), "1200.50")).isEqualTo(new BigDecimal("1200.5"));
        assertThat(seen(now, forms, "a", record(1300), "1200.50")).isEqualTo(new BigDecimal("1300"));
    }

    @Test
    void aFormatThatChangedDoesNotSwapDayAndMonth() {
        SyncDefinition now = sync("x: {a: x, b: x, type: date, format: {b: MM/dd/yyyy}}");
        Forms forms = forms(now, sync("x: {a: x, b: x, type: date, format: {b: dd/MM/yyyy}}"));
        assertThat(seen(now, forms, "b", record("03/04/2025"), "2025-04-03")).as("as it was written").isEqualTo("2025-04-03");
        assertThat(seen(now, forms, "b", record("25/12/2025"), "2025-12-25")).isEqualTo("2025-12-25");
        assertThat(seen(now, forms, "b", record("12/24/2025"), "2025-12-25")).as("an edit").isEqualTo("2025-12-24");
        assertThat(forms.former("b", record("03/04/2025"), held(forms, "2025-04-03"))).containsExactly("x");
        assertThat(forms.former("b", record("04/03/2025"), held(forms, "2025-04-03"))).isEmpty();
    }

    @Test
    void aZoneThatChangedMovesNoTime() {
        SyncDefinition now = sync("x: {a: x, b: x, type: datetime, precision: seconds, zone: {b: Europe/Berlin}, format: {b: \"yyyy-MM-dd HH:mm:ss\"}}");
        Forms forms = forms(now, sync("x: {a: x, b: x, type: datetime, precision: seconds, zone: {b: UTC}, format: {b: \"yyyy-MM-dd HH:mm:ss\"}}"));
        Object held = now.mapping().toCanonical("a", record("2025-07-01T10:00:00Z")).value().get("x");
        assertThat(seen(now, forms, "b", record("2025-07-01 10:00:00"), held)).isEqualTo(held);
        assertThat(forms.former("b", record("2025-07-01 10:00:00"), held(forms, held))).containsExactly("x");
    }

    @Test
    void aRegionThatChangedMakesNoOtherNumber() {
        SyncDefinition now = sync("x: {a: x, b: x, type: phone, region: {a: DE, b: FR}}");
        Forms forms = forms(now, sync("x: {a: x, b: x, type: phone, region: {a: DE, b: DE}}"));
        assertThat(seen(now, forms, "b", record("0761 12345"), "+4976112345")).isEqualTo("+4976112345");
    }

    @Test
    void aDefaultThatChangedIsNoEdit() {
        SyncDefinition now = sync("x: {a: x, b: x, default: {b: none}}");
        Forms forms = forms(now, sync("x: {a: x, b: x, default: {b: unknown}}"));
        assertThat(seen(now, forms, "b", record(null), "unknown")).isEqualTo("unknown");
        assertThat(seen(now, forms, "b", record("other"), "unknown")).isEqualTo("other");
    }

    @Test
    void lettersOfAnotherCaseAreNoEditInSystemsThatKeepThem() {
        SyncDefinition now = sync("x: {a: x, b: x, case: lower}");
        Forms forms = forms(now, sync("x: {a: x, b: x}"));
        assertThat(forms.canonical("x", "Ann@Example.org")).isEqualTo("ann@example.org");
        assertThat(seen(now, forms, "b", record("Ann@Example.org"), "Ann@Example.org")).isEqualTo("ann@example.org");
        assertThat(forms.former("b", record("Ann@Example.org"), held(forms, "Ann@Example.org"))).containsExactly("x");
    }

    @Test
    void aRenamedFieldKeepsItsValuesAndAnAddedOneHasNone() {
        SyncDefinition now = sync("y: {a: x, b: x}", "z: {a: z, b: z}");
        Forms forms = forms(now, sync("x: {a: x, b: x}"));
        assertThat(forms.canonical(new CanonicalRecord(Map.of("x", "v"))).values()).isEqualTo(Map.of("y", "v"));
        assertThat(forms(sync("y: {a: x, b: x}"), sync("x: {a: x, b: x}")).systems()).containsExactly("a", "b");
        assertThat(forms.added("a")).containsExactly("z");
        assertThat(forms.added("b")).containsExactly("z");
    }

    @Test
    void aFieldThatStandsInOneMoreSystemOrElsewhereIsNewThere() {
        Forms forms = forms(sync("x: {a: x, b: land}"), sync("x: {a: x, b: x}"));
        assertThat(forms.moved("b")).containsExactly("x");
        assertThat(forms.moved("a")).isEmpty();
        assertThat(forms.added("b")).isEmpty();
    }

    @Test
    void differencesAreToldByKey() {
        assertThat(DefinitionReader.differences(sync("x: {a: x, b: x, values: {DE: Deutschland}}").identity(),
                sync("x: {a: x, b: x, values: {DE: Germany}}", "z: {a: z, b: z}").identity()))
                .containsExactly("`fields.x.values.DE` was Deutschland and is Germany", "`fields.z` is new: {a=z, b=z}");
        assertThat(DefinitionReader.differences(sync("x: {a: x, b: x}").identity(), sync().identity()))
                .isEqualTo(List.of("`fields.x` is gone; it was {a=x, b=x}"));
    }
}
