package io.syncbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.mapping.JoinSplit.Split;
import io.syncbridge.mapping.transform.BooleanType;
import io.syncbridge.mapping.transform.DefaultTransform;
import io.syncbridge.mapping.transform.NumberType;
import io.syncbridge.mapping.transform.TextType;
import io.syncbridge.mapping.transform.Transform;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Problem;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordMappingTest {

    private static final Transform TEXT = new TextType().create(Map.of("trim", true, "case", "keep", "tooLong", "fail"));
    private static final Transform SHORT =
            new TextType().create(Map.of("trim", true, "case", "keep", "tooLong", "fail", "max", 5));
    private static final Transform NUMBER =
            new NumberType().create(Map.of("locale", "en-US", "rounding", "fail", "as", "number"));
    private static final Transform ACTIVE = new DefaultTransform(new BooleanType().create(Map.of()), true);

    private final Mapping mapping = new RecordMapping(List.of(
            new FieldMapping("name", Map.of(
                    "crm", bound(new JoinSplit(" ", Split.LAST), TEXT, "First", "Last"),
                    "erp", bound(null, TEXT, "person.name"))),
            new FieldMapping("revenue", Map.of("crm", bound(null, NUMBER, "Revenue"), "erp", bound(null, NUMBER, "money.total"))),
            new FieldMapping("active", Map.of("crm", bound(null, ACTIVE, "Active"))),
            new FieldMapping("code", Map.of("erp", bound(null, SHORT, "code")))));

    private static Binding bound(JoinSplit parts, Transform transform, String... paths) {
        return new Binding(Arrays.stream(paths).map(FieldPath::of).toList(), parts, transform);
    }

    @Test
    void absentStaysAbsentInBothDirections() {
        assertThat(mapping.toCanonical("crm", Map.of("Revenue", 5)).value().values())
                .isEqualTo(Map.of("revenue", new BigDecimal("5")));
        assertThat(mapping.fromCanonical("erp", new CanonicalRecord(Map.of("revenue", new BigDecimal("5")))).value())
                .isEqualTo(Map.of("money", Map.of("total", new BigDecimal("5"))));
    }

    @Test
    void blankIsKnownToBeBlank() {
        for (Object blank : Arrays.asList(null, "", "  ")) {
            var record = new HashMap<String, Object>(Map.of("Last", "Lovelace"));
            record.put("Revenue", blank);
            Mapped<CanonicalRecord> mapped = mapping.toCanonical("crm", record);

            assertThat(mapped.ok()).isTrue();
            assertThat(mapped.value().has("revenue")).isTrue();
            assertThat(mapped.value().get("revenue")).isNull();
        }
    }

    @Test
    void blankIsWrittenAsNullToEveryPath() {
        var fields = new CanonicalRecord(Collections.singletonMap("name", null));

        var crm = new HashMap<String, Object>();
        crm.put("First", null);
        crm.put("Last", null);
        assertThat(mapping.fromCanonical("crm", fields).value()).isEqualTo(crm);
        assertThat(mapping.fromCanonical("erp", fields).value())
                .isEqualTo(Map.of("person", Collections.singletonMap("name", null)));
    }

    @Test
    void aDefaultStandsForBlankButNotForAbsent() {
        assertThat(mapping.toCanonical("crm", Collections.singletonMap("Active", null)).value().get("active")).isEqualTo(true);
        assertThat(mapping.toCanonical("crm", Map.of("Last", "x")).value().has("active")).isFalse();
    }

    @Test
    void fieldsThatASystemDoesNotHaveAreNotMapped() {
        assertThat(mapping.toCanonical("erp", Map.of("Active", true, "other", 1)).value().isEmpty()).isTrue();
        assertThat(mapping.fromCanonical("erp", new CanonicalRecord(Map.of("active", true))).value()).isEmpty();
        assertThat(mapping.toCanonical("nobody", Map.of("Name", "x")).value().isEmpty()).isTrue();
    }

    @Test
    void severalFieldsMakeUpOne() {
        assertThat(mapping.toCanonical("crm", Map.of("First", "Ada King", "Last", "Lovelace")).value().get("name"))
                .isEqualTo("Ada King Lovelace");
        assertThat(mapping.toCanonical("crm", Map.of("Last", "Plato")).value().get("name")).isEqualTo("Plato");
        assertThat(mapping.fromCanonical("crm", new CanonicalRecord(Map.of("name", "Ada King Lovelace"))).value())
                .isEqualTo(Map.of("First", "Ada King", "Last", "Lovelace"));
    }

    @Test
    void eachBadFieldIsOneProblemWithPlaceAndValueAndTheOthersAreMapped() {
        Mapped<CanonicalRecord> mapped = mapping.toCanonical("crm", Map.of("Last", "Lovelace", "Revenue", "lots", "Active", "maybe"));

        assertThat(mapped.ok()).isFalse();
        assertThat(mapped.value().values()).isEqualTo(Map.of("name", "Lovelace"));
        assertThat(mapped.problems()).extracting(Problem::code).containsOnly("unmappable-value");
        assertThat(mapped.problems()).extracting(Problem::where).containsExactly("crm.Revenue", "crm.Active");
        assertThat(mapped.problems().get(0).message()).contains("'lots'", "'revenue'");
        assertThat(mapped.problems().get(1).message()).contains("'maybe'", "'active'");
        assertThat(mapped.problems()).allSatisfy(problem -> assertThat(problem.cure()).isNotBlank());
    }

    @Test
    void aValueThatASystemCannotHoldIsAProblemOfThatSystem() {
        Mapped<Map<String, Object>> mapped =
                mapping.fromCanonical("erp", new CanonicalRecord(Map.of("code", "ABCDEF", "name", "Ada")));

        assertThat(mapped.value()).isEqualTo(Map.of("person", Map.of("name", "Ada")));
        assertThat(mapped.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("erp.code");
            assertThat(problem.message()).contains("'ABCDEF'", "'code'", "5 characters");
        });
    }

    @Test
    void aLongValueIsCutInTheMessageOnly() {
        Problem problem = mapping.toCanonical("crm", Map.of("Revenue", "x".repeat(10_000))).problems().get(0);

        assertThat(problem.message()).contains("x".repeat(80) + "...").hasSizeLessThan(300);
    }

    @Test
    void aProblemOfAJoinedFieldNamesAllItsPathsAndShowsTheJoinedValue() {
        var joined = new RecordMapping(List.of(new FieldMapping("total",
                Map.of("crm", bound(new JoinSplit(" ", Split.LAST), NUMBER, "Whole", "Rest")))));
        Problem problem = joined.toCanonical("crm", Map.of("Whole", "12", "Rest", "apples")).problems().get(0);

        assertThat(problem.where()).isEqualTo("crm.Whole + Rest");
        assertThat(problem.message()).contains("apples");
    }
}
