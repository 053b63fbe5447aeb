package io.syncbridge.operate.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.store.SearchTexts.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchQueryTest {

    private static final Text ANNA = text(Map.of("name", "\u00c4nna  M\u00fcller-L\u00fcdenscheid", "street", "Hauptstra\u00dfe 5", "phone", "+49 (30) 901-820",
            "tags", List.of("Vip", "Nord"), "limit", new BigDecimal("1500.50"), "iban", "DE02 1203"), Set.of("iban"));

    @Test
    void partsOfValuesAreFoundWhateverTheCaseAndTheAccents() {
        for (String typed : List.of("Muller", "m\u00dcLLER", "ldensch".replace("ld", "lud"), "muller anna", "  anna\tnord ", "hauptstra\u00dfe 5", "1500.5", "vip", "4930901820",
                "30 901 820", "(30) 901-820")) {
            assertThat(finds(typed)).as(typed).isTrue();
        }
        for (String typed : List.of("muller berta", "haupt_tra", "%%%", "m.ller", "null")) {
            assertThat(finds(typed)).as(typed).isFalse();
        }
    }

    @Test
    void aPrivateValueIsFoundAsAWholeOnly() {
        assertThat(finds("de02 1203")).isTrue();
        assertThat(finds("DE02")).isFalse();
        assertThat(finds("1203")).isFalse();
        assertThat(ANNA.text()).doesNotContain("1203");
        assertThat(ANNA.secrets()).doesNotContain("1203").doesNotContain("de02");
        assertThat(finds(ANNA.secrets())).as("nor by what is stored of it").isFalse();
    }

    @Test
    void wordsThatAreTooShortFindNothingByThemselves() {
        assertThat(SearchQuery.of("an")).isEmpty();
        assertThat(SearchQuery.of("a b c")).isEmpty();
        assertThat(SearchQuery.of("")).isEmpty();
        assertThat(SearchQuery.of("5 hauptstra")).isPresent();
        assertThat(finds("5 hauptstra")).isTrue();
    }

    @Test
    void whatIsVeryLongIsCutBetweenCharacters() {
        Text text = text(Map.of("note", "x".repeat(499) + "\uD83D\uDE00" + "y".repeat(100_000)), Set.of());
        assertThat(text.text()).isEqualTo("x".repeat(499));
    }

    private static boolean finds(String typed) {
        return SearchQuery.of(typed).filter(query -> query.finds(ANNA)).isPresent();
    }

    private static Text text(Map<String, Object> values, Set<String> privateFields) {
        var fields = new HashMap<String, BaseValue>();
        values.forEach((field, value) -> fields.put(field, new BaseValue(value, Instant.EPOCH, "crm", "newest")));
        fields.put("empty", new BaseValue(null, Instant.EPOCH, "crm", "newest"));
        return SearchQuery.text("contacts", "t1", new Base(fields, null), privateFields);
    }
}
