package io.syncbridge.demo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@code $filter} lets through, and what is none. */
class FilterReaderTest {

    private static final ObjectNode ITEM = Json.parse("""
            {"id": "7", "Title": "O'Hara and Sons", "Revenue": 1200.5, "Inactive": false, "Modified": "2024-05-01T10:00:00Z",
             "RegionLookupId": "2"}""");

    @ParameterizedTest
    @ValueSource(strings = {
        "fields/Title eq 'O''Hara and Sons'", "fields/Title eq 'o''hara AND SONS'", "startswith(fields/Title,'O''H')",
        "startswith(fields/Title , 'o')", "fields/Revenue gt 1200", "fields/Revenue ge 1200.5 and fields/Revenue le 1200.5",
        "fields/Revenue lt 1e4", "fields/Inactive eq false", "fields/Modified ge '2024-05-01T10:00:00Z'",
        "fields/Modified lt 2024-05-01T10:00:01Z", "fields/Modified gt 2024-05-01", "lastModifiedDateTime le 2024-05-01T12:00:00+02:00",
        "fields/Phone eq null", "fields/Title ne null", "not(fields/Phone ne null)", "not startswith(fields/Title,'X')",
        "fields/Title eq 'x' or fields/Revenue eq 1200.5 and fields/Inactive eq false",
        "(fields/Title eq 'x' or fields/Revenue eq 1200.5) and fields/Inactive eq false", "fields/RegionLookupId eq 2",
        "fields/RegionLookupId eq '2'", "id eq 7", "fields/x eq 1 or id eq '7'",
        "not (fields/Revenue gt 5000) AND fields/Title NE 'and'"})
    void letsThrough(String filter) {
        assertThat(FilterReader.read(filter).test(ITEM::path)).as(filter).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "fields/Title eq 'x'", "fields/Title ne 'O''Hara and Sons'", "startswith(fields/Title,'Hara')", "fields/Revenue gt 1200.5",
        "fields/Phone ne null", "fields/Title eq null", "fields/Phone eq 'x'", "fields/Phone gt 5", "fields/Inactive eq true",
        "(fields/Title eq 'x' or fields/Revenue eq 1200.5) and fields/Inactive eq true", "fields/Modified gt 2024-05-01T10:00:00Z"})
    void keepsBack(String filter) {
        assertThat(FilterReader.read(filter).test(ITEM::path)).as(filter).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Title eq 'x'", "fields/Title eq", "fields/Title 'x'", "fields/Title eq x", "fields/Title like 'x'",
        "(fields/Title eq 'x'", "fields/Title eq 'x')", "fields/Title eq 'x", "fields/Title eq 'x' and", "contains(fields/Title,'x')",
        "startswith(fields/Title)", "fields/Title eq 'x' fields/Title eq 'x'"})
    void refuses(String filter) {
        assertThatThrownBy(() -> FilterReader.read(filter)).isInstanceOf(GraphException.class).hasMessageContaining("Invalid filter clause");
    }

    @Test
    void saysWhatItLooksAt() {
        assertThat(FilterReader.read("fields/A eq 1 or not(startswith(fields/B,'x') and lastModifiedDateTime gt 2024-01-01)").names())
                .containsExactlyInAnyOrder("A", "B", "Modified");
    }
}
