package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.connector.jdbc.LogChanges.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenamingsTest {

    @Test
    void aKeyIsFollowedOverSeveralChangesAndBack() {
        Renamings renamings = of("A>B", "B>C", "D>E", "E>D");

        assertThat(renamings.formerId("C")).isEqualTo("A");
        assertThat(renamings.formerId("B")).isNull();
        assertThat(renamings.formerId("D")).isNull();
        assertThat(renamings.lost(Set.of("C", "D"))).isEmpty();
    }

    @Test
    void swappedAndRotatedKeysAreFollowed() {
        Renamings renamings = of("A>tmp", "B>A", "tmp>B");

        assertThat(renamings.formerId("A")).isEqualTo("B");
        assertThat(renamings.formerId("B")).isEqualTo("A");
        assertThat(renamings.formerId("tmp")).isNull();
    }

    @Test
    void whoTakesOverAKeyIsAnotherRecordThanWhoHadIt() {
        Renamings freed = of("A>B", "B>X", "C>B");
        assertThat(freed.formerId("X")).isEqualTo("A");
        assertThat(freed.formerId("B")).isEqualTo("C");

        Renamings anew = of("A>B", "+A", "A>C");
        assertThat(anew.formerId("B")).isEqualTo("A");
        assertThat(anew.formerId("C")).isNull();
        assertThat(of("+A", "A>B").formerId("B")).isNull();
    }

    @Test
    void whatIsDeletedUnderItsNewKeyIsGoneUnderItsOldOne() {
        Renamings renamings = of("A>B", "-B", "C>B");

        assertThat(renamings.ended().keySet()).containsExactly("A");
        assertThat(renamings.formerId("B")).isEqualTo("C");
        assertThat(of("+A", "A>B", "-B").ended()).isEmpty();
        assertThat(of("A>B").lost(Set.of())).containsEntry("B", "A");
    }

    /** {@code +A} and {@code -A} are a create and a delete, {@code A>B} is a changed key. */
    private static Renamings of(String... happened) {
        var entries = new ArrayList<Entry>();
        for (String what : happened) {
            String[] keys = what.split(">");
            String operation = what.startsWith("+") ? "create" : what.startsWith("-") ? "delete" : "update";
            entries.add(keys.length == 2 ? entry(entries, keys[1], keys[0], operation) : entry(entries, what.substring(1), null, operation));
        }
        return Renamings.of(entries);
    }

    private static Entry entry(List<Entry> before, String recordId, String formerId, String operation) {
        return new Entry(before.size(), recordId, formerId, operation, Instant.EPOCH);
    }
}
