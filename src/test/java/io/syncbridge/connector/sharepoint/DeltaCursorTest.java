package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaCursorTest {

    @Test
    void whatIsWrittenIsRead() throws Exception {
        for (DeltaCursor cursor : new DeltaCursor[] {DeltaCursor.scan("l"), DeltaCursor.scan("l").at("/next?a=b&c=\"d\""), DeltaCursor.scan("l").after("/x")}) {
            assertThat(DeltaCursor.of(cursor.text(), "l")).isEqualTo(cursor);
        }
    }

    @Test
    void aScanGoesOnUntilItsLastPageAndIsNoneAfterIt() {
        assertThat(DeltaCursor.scan("l").at("/2").isScan()).isTrue();
        assertThat(DeltaCursor.scan("l").at("/2").after("/delta").isScan()).isFalse();
        assertThat(new DeltaCursor("l", "/delta", false).at("/2").isScan()).isFalse();
    }

    @Test
    void withoutACursorOrWithThatOfAnotherListAScanBegins() throws Exception {
        assertThat(DeltaCursor.of(null, "l")).isEqualTo(DeltaCursor.scan("l"));
        assertThat(DeltaCursor.of(new DeltaCursor("other", "/x", false).text(), "l")).isEqualTo(DeltaCursor.scan("l"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[]", "{}", "{\"list\": 1}", "7"})
    void whatIsNoCursorIsToldWithACure(String text) {
        assertThatThrownBy(() -> DeltaCursor.of(text, "l")).hasMessageContaining("Reset this system's cursor");
    }
}
