package io.syncbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.mapping.JoinSplit.Split;
import io.syncbridge.mapping.transform.BooleanType;
import io.syncbridge.mapping.transform.DefaultTransform;
import io.syncbridge.mapping.transform.NumberType;
import io.syncbridge.mapping.transform.TextType;
import io.syncbridge.mapping.transform.Transform;
import io.syncbridge.model.CanonicalRecord;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordMappingTest {

    private static final Transform TEXT = new TextType().create(Map.of());
    private static final Transform NUMBER = new NumberType().create(Map.of());

    private final Mapping mapping = new RecordMapping(List.of(
            new FieldMapping("name", Map.of("erp", one("name", TEXT), "crm", new Binding(
                    List.of(FieldPath.of("FirstName"), FieldPath.of("LastName")), new JoinSplit(" ", Split.LAST), TEXT, "text"))),
            new FieldMapping("city", Map.of("crm", one("address.city", TEXT))),
            new FieldMapping("revenue", Map.of("crm", one("Revenue", NUMBER), "erp", one("turnover", NUMBER))),
            new FieldMapping("country", Map.of("crm", one("Country", new DefaultTransform(TEXT, "DE"))))));

    private static Binding one(String path, Transform transform) {
        return new Binding(List.of(FieldPath.of(path)), null, transform, "text");
    }

    private static CanonicalRecord canonical(String field, Object value) {
        var values = new HashMap<String, Object>();
        values.put(field, value);
        return new CanonicalRecord(values);
    }

    @Test
    void partsOfNestedValuesAreNamedAndWholeValuesAreNot() {
        var whole = new RecordMapping(List.of(new FieldMapping("all", Map.of("crm", one("address", TEXT))),
                new FieldMapping("city", Map.of("crm", one("address.city", TEXT)))));
        var both = new CanonicalRecord(Map.of("all", "x", "city", "Paris"));

        assertThat(mapping.parts("crm", new CanonicalRecord(Map.of("name", "Ann", "city", "Paris")))).containsExactly("address.city");
        assertThat(mapping.parts("crm", canonical("name", "Ann"))).isEmpty();
        assertThat(whole.parts("crm", both)).isEmpty();
        assertThat(whole.parts("crm", canonical("city", "Paris"))).containsExactly("address.city");
    }

    @Test
    void aRecordIsReadAndWrittenFieldByField() {
        var canonical = mapping.toCanonical("crm", Map.of("FirstName", "Anna Maria", "LastName", "Lee", "Revenue", 1200.0,
                "address", Map.of("city", " Paris "), "Country", "FR", "Other", 1));
        assertThat(canonical.ok()).isTrue();
        assertThat(canonical.value().values()).isEqualTo(Map.of("name", "Anna Maria Lee", "city", "Paris",
                "revenue", new BigDecimal("1200"), "country", "FR"));
        assertThat(mapping.fromCanonical("crm", canonical.value()).value()).isEqualTo(Map.of("FirstName", "Anna Maria",
                "LastName", "Lee", "address", Map.of("city", "Paris"), "Revenue", new BigDecimal("1200"), "Country", "FR"));
        assertThat(mapping.fromCanonical("erp", canonical.value()).value()).isEqualTo(Map.of("name", "Anna Maria Lee",
                "turnover", new BigDecimal("1200")));
    }

    @Test
    void whatARecordDoesNotHoldStaysAbsent() {
        assertThat(mapping.toCanonical("crm", Map.of("FirstName", "Ada")).value().fields()).isEmpty();
        assertThat(mapping.toCanonical("unheard-of", Map.of("FirstName", "Ada")).value().isEmpty()).isTrue();
        assertThat(mapping.fromCanonical("crm", CanonicalRecord.EMPTY).value()).isEmpty();
    }

    @Test
    void blankIsKnownAndPassesByTransformsThatDoNotTakeIt() {
        var record = new HashMap<String, Object>(Map.of("FirstName", "", "Revenue", "", "Country", ""));
        record.put("LastName", null);
        record.put("address", null);
        var values = mapping.toCanonical("crm", record).value().values();
        assertThat(values).containsOnlyKeys("name", "city", "revenue", "country").containsEntry("country", "DE");
        assertThat(Arrays.asList(values.get("name"), values.get("city"), values.get("revenue"))).containsOnlyNulls();
        assertThat(mapping.fromCanonical("crm", canonical("name", null)).value())
                .containsEntry("FirstName", null).containsEntry("LastName", null);
    }

    @Test
    void aNewRecordLeavesOutWhatIsBlankButForWhatTheDefinitionFillsIn() {
        var values = new HashMap<String, Object>(Map.of("name", "Ada"));
        List.of("city", "revenue", "country").forEach(field -> values.put(field, null));

        assertThat(mapping.newRecord("crm", new CanonicalRecord(values)).value()).isEqualTo(Map.of("LastName", "Ada", "Country", "DE"));
    }

    @Test
    void aFieldThatCannotBeMappedIsAProblemAndTheOthersAreMapped() {
        var mapped = mapping.toCanonical("erp", Map.of("name", "Ada", "turnover", "x".repeat(100)));
        assertThat(mapped.value().values()).isEqualTo(Map.of("name", "Ada"));
        assertThat(mapped.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("unmappable-value");
            assertThat(problem.where()).isEqualTo("erp.turnover");
            assertThat(problem.message()).startsWith("`revenue` cannot be read: " + "x".repeat(80) + "…. This is no number");
            assertThat(problem.cure()).isNotBlank();
        });
        assertThat(mapping.fromCanonical("erp", canonical("revenue", "many")).problems()).singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("`revenue` cannot be written: many. "));
    }

    @Test
    void aBindingHasOnePathOrPartsThatAreJoined() {
        assertThatThrownBy(() -> new Binding(List.of(), null, TEXT, "text")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Binding(List.of(FieldPath.of("a"), FieldPath.of("b")), null, TEXT, "text"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void typesAreFoundByTheirNameAndNamedOnce() {
        var types = new TransformTypes(List.of(new TextType(), new BooleanType()));
        assertThat(types.find("boolean")).containsInstanceOf(BooleanType.class);
        assertThat(types.find("phone")).isEmpty();
        assertThat(types.all()).hasSize(2);
        assertThatThrownBy(() -> new TransformTypes(List.of(new TextType(), new TextType())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("text");
    }
}
