package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;

class RecordIdTest {

    @Property
    void anIdComesApartAsItWasJoined(@ForAll @Size(min = 1, max = 3) List<@Chars({'a', '|', '\\'}) String> values) {
        assertThat(RecordId.split(RecordId.join(values), values.size())).isEqualTo(values);
    }

    @Example
    void anIdOfAnotherKeyIsRefused() {
        assertThatThrownBy(() -> RecordId.split("a|b", 3)).hasMessageContaining("has 2 values, the key has 3 columns");
    }
}
