package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListInfoTest {

    private static final ListInfo LIST = ListInfo.of("site", Map.of("id", "l1", "displayName", "Companies", "columns", List.of(
            column("Title", "text"), column("Revenue", "currency"), column("Inactive", "boolean"), column("Region", "lookup"),
            Map.of("name", "Day", "displayName", "Day", "dateTime", Map.of("format", "dateOnly")),
            Map.of("name", "At", "displayName", "At", "dateTime", Map.of("format", "dateTime")),
            Map.of("name", "PhoneNumber", "displayName", "Phone Number", "text", Map.of()),
            Map.of("name", "Total", "displayName", "Total", "calculated", Map.of("formula", "=1")),
            Map.of("name", "Modified", "displayName", "Modified", "readOnly", true, "dateTime", Map.of()),
            column("Site", "hyperlinkOrPicture"))));

    private static Map<String, Object> column(String name, String facet) {
        return Map.of("name", name, "displayName", name, facet, Map.of());
    }

    @Test
    void whatAnItemDoesNotShowIsBlankExceptWhatSharePointKeepsForItself() {
        assertThat(LIST.read(Map.of("Title", "x", "@odata.etag", "1", "Region@odata.type", "y")))
                .containsEntry("Title", "x").containsEntry("Revenue", null).containsEntry("RegionLookupId", null).containsEntry("Total", null)
                .doesNotContainKeys("Region", "Modified", "@odata.etag", "Region@odata.type");
    }

    @ParameterizedTest
    @CsvSource({"2024-05-01T00:00:00Z,2024-05-01", "2024-05-01T07:00:00Z,2024-05-01", "2024-04-30T22:00:00Z,2024-05-01",
        "2024-05-01T11:59:00Z,2024-05-01", "2024-04-30T13:00:00Z,2024-05-01"})
    void aDayIsTheSameDayInEveryTimeZoneOfASite(String shown, String day) {
        assertThat(LIST.read(Map.of("Day", shown))).containsEntry("Day", day);
    }

    @Test
    void numbersAreReadInOneForm() {
        assertThat(LIST.read(Map.of("Revenue", new BigDecimal("1200000.0"))).get("Revenue")).isEqualTo(new BigDecimal("1200000"));
        assertThat(LIST.read(Map.of("Revenue", new BigDecimal("0.10"))).get("Revenue")).isEqualTo(new BigDecimal("0.1"));
    }

    @Test
    void valuesAreWrittenAsTheirColumnsTakeThem() throws Exception {
        var values = new LinkedHashMap<String, Object>(Map.of("Title", new BigDecimal("1E+3"), "Revenue", " 12.50 ", "Inactive", "false",
                "Day", "2024-05-01", "At", "2024-05-01T10:00:00Z", "RegionLookupId", "3", "Site", "https://x.example"));
        values.put("PhoneNumber", null);

        assertThat(LIST.written(values)).containsEntry("Title", "1000").containsEntry("Revenue", new BigDecimal("12.50"))
                .containsEntry("Inactive", false).containsEntry("Day", "2024-05-01T12:00:00Z").containsEntry("At", "2024-05-01T10:00:00Z")
                .containsEntry("RegionLookupId", "3").containsEntry("PhoneNumber", null)
                .containsEntry("Site", Map.of("Url", "https://x.example", "Description", "https://x.example"));
    }

    @Test
    void severalValuesAreWrittenWithTheirTypeAndReadByTheirIds() {
        assertThat(LIST.written(Map.of("RegionLookupId", List.of("3", 4)))).containsEntry("RegionLookupId", List.of(3, 4))
                .containsEntry("RegionLookupId@odata.type", "Collection(Edm.Int32)");
        assertThat(LIST.written(Map.of("Title", List.of("a", "b")))).containsEntry("Title@odata.type", "Collection(Edm.String)");
        assertThat(LIST.read(Map.of("Region", List.of(Map.of("LookupId", 3, "LookupValue", "North"), Map.of("LookupId", 4, "LookupValue", "South")))))
                .containsEntry("RegionLookupId", List.of(3, 4));
    }

    @Test
    void whatDoesNotFitItsColumnIsNamedWithItsColumn() {
        Map<String, Object> odd = Map.of("Revenue", "much", "Inactive", "perhaps", "Day", "soon", "At", "2024-02-31T10:00:00Z", "Title", "x");
        assertThat(LIST.mistakes(odd)).containsOnlyKeys("Revenue", "Inactive", "Day", "At");
        assertThat(LIST.mistakes(odd).get("Revenue")).contains("cannot hold 'much'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Modified|itself sets Modified", "Total|itself sets Total", "eTag|itself sets eTag",
        "Region|Write RegionLookupId", "Phone Number|Write PhoneNumber", "Nope|has no column Nope; it has At, Day, Inactive"})
    void aColumnThatCannotBeWrittenIsNamed(String field, String words) {
        assertThat(LIST.mistakes(Map.of(field, "x"))).hasEntrySatisfying(field, mistake -> assertThat(mistake).contains("Companies", words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"Title|O'Neil|fields/Title eq 'O''Neil'", "Revenue|12|fields/Revenue eq 12",
        "Inactive|true|fields/Inactive eq true", "RegionLookupId|3|fields/RegionLookupId eq 3", "id|7|id eq '7'", "Nope|x|fields/Nope eq 'x'"})
    void aFilterIsEscapedByTheColumnsKind(String field, String value, String filter) {
        assertThat(Spelling.filters(LIST, Map.of(field, value))).containsExactly(filter);
    }

    @Test
    void aFilterOfSeveralValuesWantsThemAll() {
        var values = new LinkedHashMap<String, Object>();
        values.put("Revenue", "x' or 1 eq 1 or 'a' eq 'a");
        values.put("PhoneNumber", null);
        assertThat(Spelling.filters(LIST, values)).containsExactly("fields/Revenue eq 'x'' or 1 eq 1 or ''a'' eq ''a' and fields/PhoneNumber eq null");
    }

    @Test
    void otherBlanksAndAccentsAreAskedForInRequestsOfTheirOwn() {
        assertThat(Spelling.filters(LIST, Map.of("Title", " O'Neil  Mu\u0308ller"))).containsExactly(
                "fields/Title eq ' O''Neil  Mu\u0308ller'", "fields/Title eq 'O''Neil M\u00fcller'", "fields/Title eq 'O''Neil Mu\u0308ller'");
        assertThat(Spelling.filters(LIST, Map.of("Title", "Jane Doe"))).as("what is tidy is asked for once").hasSize(1);
        assertThat(Spelling.filters(LIST, Map.of("Title", "\u00c4", "Revenue", "1"))).hasSize(2).allMatch(filter -> filter.contains("fields/Revenue eq 1"));
    }
}
