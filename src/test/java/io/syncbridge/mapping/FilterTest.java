package io.syncbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.model.Fit;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FilterTest {

    private static final List<Object> VALUES = List.of("A", "B", "", "1", "1.0", "x", 1L, new BigDecimal("1.00"), 7L, true, false);

    @Test
    void aValueOrAListOfValuesIsWhatTheFieldMustHold() {
        Filter filter = Filter.of(Map.of("type", "Customer", "country", List.of("DE", "AT")));
        assertThat(filter.fit(Map.of("type", "Customer", "country", "AT"))).isEqualTo(Fit.INSIDE);
        assertThat(filter.fit(Map.of("type", "Customer", "country", "US"))).isEqualTo(Fit.OUTSIDE);
        assertThat(filter.fit(Map.of("type", "customer", "country", "DE"))).as("case counts").isEqualTo(Fit.OUTSIDE);
    }

    @Test
    void whatIsUntoldIsUnknownUnlessSomethingElseForbids() {
        Filter filter = Filter.of(Map.of("type", "Customer", "country", "DE"));
        assertThat(filter.fit(Map.of("type", "Customer"))).isEqualTo(Fit.UNKNOWN);
        assertThat(filter.fit(Map.of("type", "Prospect"))).isEqualTo(Fit.OUTSIDE);
        assertThat(filter.fitWhole(Map.of("type", "Customer"))).as("a whole record's untold field is blank").isEqualTo(Fit.OUTSIDE);
    }

    @Test
    void numbersCountByWhatTheyAreWorth() {
        Filter filter = Filter.of(Map.of("level", 1, "revenue", Map.of("min", 1000, "max", 2000)));
        assertThat(filter.fit(Map.of("level", "1.0", "revenue", new BigDecimal("1000.00")))).isEqualTo(Fit.INSIDE);
        assertThat(filter.fit(Map.of("level", 1, "revenue", "2000.01"))).isEqualTo(Fit.OUTSIDE);
        assertThat(filter.fit(Map.of("level", 1, "revenue", "a lot"))).isEqualTo(Fit.OUTSIDE);
    }

    @Test
    void yesAndNoAreOneAndZeroAsDatabasesHoldThem() {
        Filter live = Filter.of(Map.of("geloescht", 0));
        for (Object no : List.of(false, 0, 0L, "0", new BigDecimal("0.0"), "false")) {
            assertThat(live.fit(Map.of("geloescht", no))).as("%s", no).isEqualTo(Fit.INSIDE);
        }
        for (Object yes : List.of(true, 1, "1", "true", "x")) {
            assertThat(live.fit(Map.of("geloescht", yes))).as("%s", yes).isEqualTo(Fit.OUTSIDE);
        }
        assertThat(Filter.of(Map.of("active", true)).fit(Map.of("active", 1))).isEqualTo(Fit.INSIDE);
        assertThat(Filter.of(Map.of("active", "1")).fit(Map.of("active", true))).isEqualTo(Fit.INSIDE);
        assertThat(Filter.of(Map.of("level", "1.0")).fit(Map.of("level", 1))).isEqualTo(Fit.INSIDE);
        assertThat(Filter.of(Map.of("active", Map.of("not", 0))).fit(Map.of("active", false))).isEqualTo(Fit.OUTSIDE);
    }

    @Test
    void flagsOfSoftDeletesAreComparedLikewise() {
        assertThat(Filter.same(1, true)).isTrue();
        assertThat(Filter.same(null, "")).isTrue();
        assertThat(Filter.same(null, "2025-01-01")).isFalse();
        assertThat(Filter.same("gone", null)).isFalse();
    }

    @Test
    void blanksAreNoValueAndAnotherThanAny() {
        var blank = new HashMap<String, Object>();
        blank.put("closed", null);
        assertThat(Filter.of(Map.of("closed", Map.of("blank", true))).fit(blank)).isEqualTo(Fit.INSIDE);
        assertThat(Filter.of(Map.of("closed", Map.of("blank", false))).fit(blank)).isEqualTo(Fit.OUTSIDE);
        assertThat(Filter.of(Map.of("closed", Map.of("not", "yes"))).fit(blank)).isEqualTo(Fit.INSIDE);
        assertThat(Filter.of(Map.of("closed", "yes")).fit(blank)).isEqualTo(Fit.OUTSIDE);
    }

    @Test
    void nestedFieldsHavePaths() {
        assertThat(Filter.of(Map.of("address.country", "DE")).fit(Map.of("address", Map.of("country", "DE")))).isEqualTo(Fit.INSIDE);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Filter.of(Map.of("a", Map.of("min", 2, "max", 1)))).hasMessageContaining("from 2 to 1");
        assertThatThrownBy(() -> Filter.of(Map.of("a", Map.of()))).hasMessageContaining("nothing is asked");
        assertThatThrownBy(() -> Filter.of(Map.of("a..b", "x"))).hasMessageContaining("is not a path");
    }

    @Property(tries = 500)
    void aFilterIsTheSameAfterATripThroughPlainData(@ForAll("filters") Filter filter, @ForAll("records") Map<String, Object> record) {
        Filter back = Filter.of(filter.wanted());
        assertThat(back.fit(record)).isEqualTo(filter.fit(record));
        assertThat(back.fitWhole(record)).isEqualTo(filter.fitWhole(record));
        assertThat(back.wanted()).isEqualTo(filter.wanted());
    }

    @Property(tries = 500)
    void knowingMoreNeverTurnsACertainAnswerRound(@ForAll("filters") Filter filter, @ForAll("records") Map<String, Object> record,
            @ForAll("records") Map<String, Object> more) {
        var whole = new HashMap<>(more);
        whole.putAll(record);
        if (filter.fit(record) != Fit.UNKNOWN) {
            assertThat(filter.fit(whole)).isEqualTo(filter.fit(record));
        }
    }

    @Provide
    Arbitrary<Filter> filters() {
        Arbitrary<Object> rule = Arbitraries.oneOf(Arbitraries.of(VALUES), Arbitraries.of(VALUES).list().ofMinSize(1).ofMaxSize(3),
                Arbitraries.of(Map.of("not", "A"), Map.of("blank", true), Map.of("blank", false, "not", List.of("A", 1)),
                        Map.of("min", 1), Map.of("min", 1, "max", 5), Map.of("is", List.of("A", "B"))));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), rule).ofMaxSize(3).map(Filter::of);
    }

    @Provide
    Arbitrary<Map<String, Object>> records() {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), Arbitraries.of(VALUES)).ofMaxSize(3);
    }
}
