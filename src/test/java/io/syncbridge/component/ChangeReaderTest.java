package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.model.Unreadable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A record whose names the store cannot keep holds up no other. */
class ChangeReaderTest {

    private final ChangeReader reader = new ChangeReader(new SystemDefinition("erp", "id", null, null, Map.of(), Map.of()));

    @Test
    void aRecordOfAnAnswerThatCannotBeReadIsAFailedChangeAndTheOthersAreRead() {
        var changes = reader.readAnswer(java.util.Arrays.asList(Map.of("id", "x".repeat(513)), Map.of("id", "a\0b"), Map.of("name", "no id"),
                null, "text", Map.of("id", "7", "@operation", "explode"), Map.of("id", "good", "name", "Ann")));

        assertThat(changes).hasSize(7);
        assertThat(changes.subList(0, 6)).allSatisfy(change -> assertThat(change.problem()).isNotBlank());
        assertThat(changes).extracting(change -> change.ref().recordId()).doesNotHaveDuplicates().endsWith("7", "good");
        assertThat(changes.get(2).problem()).contains("has no id");
        assertThat(changes.get(6).problem()).isNull();
    }

    @Test
    void aRecordWithoutAnIdKeepsItsNameInTheNextAnswer() {
        var first = reader.readAnswer(List.of(Map.of("name", "Ann"), Map.of("name", "Bob")));
        var second = reader.readAnswer(List.of(Map.of("name", "Bob")));

        assertThat(second.get(0).ref()).isEqualTo(first.get(1).ref());
    }

    @Test
    void anAnswerThatIsNoListAtAllIsAFault() {
        assertThatThrownBy(() -> reader.readAnswer("<html>")).isInstanceOf(BadChangeException.class);
    }

    @Test
    void aMessageThatCannotBeReadIsAFailedChangeNamedByItsPlace() {
        var changes = reader.readMessage("{broken", Map.of(), "people/0/17");

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).ref().recordId()).isEqualTo("people/0/17");
        assertThat(changes.get(0).problem()).contains("not JSON");
    }

    @Test
    void ofAMessageThatIsNoJsonNothingIsKept() {
        for (String text : List.of("secret salary", "{secret: 1}", "[{\"id\": secret}]", "{\"id\": \"secret", "[1, tsecret]")) {
            var change = reader.readMessage(text, Map.of(), "people/0/17").get(0);
            assertThat(change.problem()).contains("not JSON").doesNotContain("secret");
            assertThat(change.record()).isNull();
        }
    }

    @Test
    void oneBadRecordOfAMessageLeavesTheOthers() {
        var changes = reader.readMessage("[{\"id\": 1}, {\"name\": \"no id\"}, {\"id\": 3}]", Map.of(), "people/0/18");

        assertThat(changes).extracting(change -> change.ref().recordId()).containsExactly("1", "people/0/18#2", "3");
        assertThat(changes).extracting(change -> change.problem() == null).containsExactly(true, false, true);
    }

    @Test
    void aValueThatItsRouteCouldNotReadStandsInItsRecord() {
        var changes = reader.readAnswer("[{\"id\": 1, \"price\": {\"@unreadable\": \"NaN\", \"@reason\": \"not a number\"}}]");

        assertThat(changes.get(0).problem()).isNull();
        assertThat(changes.get(0).record()).containsEntry("price", new Unreadable("NaN", "not a number"));
    }

    @Test
    void aRecordThatItsRouteCouldNotReadIsAFailedChange() {
        var change = reader.readAnswer(List.of(Map.of("@id", "9", "@problem", "the row is torn"))).get(0);

        assertThat(change.ref().recordId()).isEqualTo("9");
        assertThat(change.problem()).isEqualTo("the row is torn");
        assertThat(change.isHint()).isFalse();
    }

    @Test
    void aNumberThatNoStoreHoldsIsToldHoweverDeepItStands() {
        Object deep = new java.math.BigDecimal("1e999999999");
        for (int i = 0; i < 100_000; i++) {
            deep = List.of(deep);
        }
        Object nested = deep;

        assertThatThrownBy(() -> reader.read(Map.of("id", "1", "amount", nested), Map.of())).isInstanceOf(BadChangeException.class)
                .hasMessageContaining("digits");
    }

    @Test
    void aSenderIsToldWhichOfItsNamesIsImpossible() {
        assertThatThrownBy(() -> reader.read(Map.of("id", "a\0b"), Map.of())).isInstanceOf(BadChangeException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> reader.read(Map.of("id", "1"), Map.of(SyncHeaders.EVENT_ID, "e".repeat(600))))
                .isInstanceOf(BadChangeException.class).hasMessageContaining("event id");
    }
}
