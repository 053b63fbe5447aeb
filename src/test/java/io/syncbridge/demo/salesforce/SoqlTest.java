package io.syncbridge.demo.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.demo.salesforce.SoqlQuery.And;
import io.syncbridge.demo.salesforce.SoqlQuery.Comparison;
import io.syncbridge.demo.salesforce.SoqlQuery.Literal;
import io.syncbridge.demo.salesforce.SoqlQuery.LiteralKind;
import io.syncbridge.demo.salesforce.SoqlQuery.Membership;
import io.syncbridge.demo.salesforce.SoqlQuery.Not;
import io.syncbridge.demo.salesforce.SoqlQuery.Or;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoqlTest {

    private static final Instant NOW = Instant.parse("2026-02-04T10:00:00Z");

    @Test
    void everyPartIsRead() {
        SoqlQuery query = SoqlParser.parse("select Id, Owner.Name from Account where (Name like 'A\\'%' or not Phone = null)"
                + " and Industry not in ('Media', 'Retail') order by Name desc nulls last, Id limit 5 offset 10");

        assertThat(query.selected()).hasSize(2);
        assertThat(query.where()).isInstanceOf(And.class);
        var parts = ((And) query.where()).parts();
        var or = (Or) parts.get(0);
        assertThat(((Comparison) or.parts().get(0)).literal()).isEqualTo(new Literal(LiteralKind.TEXT, "A'%", null));
        assertThat(or.parts().get(1)).isInstanceOf(Not.class);
        assertThat(((Membership) parts.get(1)).negated()).isTrue();
        assertThat(query.orders()).extracting(SoqlQuery.Order::descending).containsExactly(true, false);
        assertThat(query.limit()).isEqualTo(5);
        assertThat(query.offset()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "SELECT Id FRM Account                                          | 11 | unexpected token: 'FRM'",
            "SELECT Id FROM Account WHERE Name = 'A' OR Phone = 'B' AND Fax = 'C' | 56 | unexpected token: 'AND'",
            "SELECT Id FROM Account WHERE Name                              | 34 | unexpected token: '<EOF>'",
            "SELECT Id FROM Account WHERE Name = 'A                         | 37 | unterminated string literal",
            "SELECT Id FROM Account LIMIT x                                 | 30 | unexpected token: 'x'",
            "SELECT Nam FROM Account                                        | 8  | No such column 'Nam' on entity 'Account'",
            "SELECT Id FROM Acount                                          | 16 | sObject type 'Acount' is not supported"})
    void mistakesAreShownWhereTheyAre(String query, int column, String why) {
        assertThatThrownBy(() -> SoqlSql.of(SoqlParser.parse(query), NOW, false)).isInstanceOf(SoqlException.class)
                .hasMessageContaining("ERROR at Row:1:Column:" + column + "\n").hasMessageContaining(why);
    }

    @Property
    void anyTextCanBeLookedFor(@ForAll String text) {
        String quoted = text.replace("\\", "\\\\").replace("'", "\\'");
        var query = SoqlParser.parse("SELECT Id FROM Account WHERE Name = '" + quoted + "'");
        assertThat(((Comparison) query.where()).literal().text()).isEqualTo(text);
        assertThat(SoqlSql.of(query, NOW, true).values()).isEqualTo(List.of(text));
    }

    @ParameterizedTest
    @CsvSource({"TODAY,,2026-02-04,2026-02-05", "LAST_WEEK,,2026-01-25,2026-02-01", "THIS_MONTH,,2026-02-01,2026-03-01",
            "LAST_N_DAYS,7,2026-01-28,2026-02-05", "N_DAYS_AGO,2,2026-02-02,2026-02-03", "NEXT_YEAR,,2027-01-01,2028-01-01"})
    void wordsForDaysAreDays(String word, Integer count, String begin, String end) {
        assertThat(SoqlDates.range(word, count, NOW)).isEqualTo(new SoqlDates.Range(Instant.parse(begin + "T00:00:00Z"),
                Instant.parse(end + "T00:00:00Z")));
    }

    @Test
    void idsHaveTheirCheck() {
        assertThat(Ids.full("0013000000EuVJD")).isEqualTo("0013000000EuVJDAA3");
        assertThat(Ids.valid("0013000000EuVJDAA4")).isEmpty();
        assertThat(Ids.numbered("001", 61)).startsWith("0015g000000000z");
    }
}
