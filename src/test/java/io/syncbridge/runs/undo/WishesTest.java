package io.syncbridge.runs.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.runs.undo.Wish.Kind;
import io.syncbridge.store.SyncLog.Entry;
import io.syncbridge.store.SyncLog.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WishesTest {

    @Test
    void severalWritesAreTakenBackAsOne() {
        List<Wish> wishes = Wishes.of("t", List.of(update("erp", "name", "A", "B"), update("erp", "name", "B", "C")));
        assertThat(wishes).containsExactly(new Wish(Kind.PUT_BACK, "t", new RecordRef("erp", "9"), Map.of("name", new Wish.Field("C", "A"))));
    }

    @Test
    void whatWasWrittenToSeveralSystemsIsPutBackOnce() {
        List<Entry> rows = List.of(update("erp", "name", "A", "B"), update("shop", "name", "A", "B"), update("shop", "city", "X", "Y"));
        assertThat(Wishes.of("t", rows)).extracting(wish -> wish.record().system() + wish.fields().keySet())
                .containsExactly("erp[name]", "shop[city]");
        assertThat(Wishes.unclear(rows)).isEmpty();
    }

    @Test
    void whatSystemsHeldDifferentlyBeforeOrNobodyKnowsIsUnclear() {
        assertThat(Wishes.unclear(List.of(update("erp", "name", "A", "B"), update("shop", "name", "Z", "B")))).containsExactly("name");
        Entry unknown = row("erp", Operation.UPDATE, Map.of("name", Map.of("to", "B")));
        assertThat(Wishes.unclear(List.of(unknown))).containsExactly("name");
    }

    @Test
    void ofARecordThatWasDeletedAndCreatedAnewOnlyWhatIsToldIsPutBack() {
        Entry created = row("erp", Operation.CREATE, Map.of("code", Map.of("to", "K-1"), "name", Map.of("to", "B")));
        List<Entry> replaced = List.of(row("erp", Operation.DELETE, Map.of()), created);
        assertThat(Wishes.of("t", replaced)).extracting(Wish::kind).containsExactly(Kind.PUT_BACK);
        assertThat(Wishes.unclear(replaced)).containsExactlyInAnyOrder("code", "name");

        List<Entry> updatedBefore = List.of(update("erp", "name", "A", "B"), row("erp", Operation.DELETE, Map.of()), created);
        assertThat(Wishes.of("t", updatedBefore).get(0).fields().get("name")).isEqualTo(new Wish.Field("B", "A"));
        assertThat(Wishes.unclear(updatedBefore)).containsExactly("code");
        assertThat(Wishes.unclear(List.of(created, update("erp", "name", "B", "C")))).isEmpty();
    }

    @Test
    void aCreatedRecordIsRemovedWithAllThatWasWrittenToItSince() {
        List<Wish> wishes = Wishes.of("t", List.of(row("erp", Operation.CREATE, Map.of("name", Map.of("to", "A"))),
                update("erp", "name", "A", "B")));
        assertThat(wishes).extracting(Wish::kind).containsExactly(Kind.REMOVE);
        assertThat(wishes.get(0).fields().get("name").written()).isEqualTo("B");
    }

    @Test
    void aDeleteIsTakenBackOnceAndARecordThatCameAndWentNeedsNothing() {
        assertThat(Wishes.of("t", List.of(update("erp", "name", "A", "B"), row("erp", Operation.DELETE, Map.of()),
                row("shop", Operation.DELETE, Map.of())))).extracting(Wish::kind).containsExactly(Kind.RESTORE);
        assertThat(Wishes.of("t", List.of(row("erp", Operation.CREATE, Map.of()), row("erp", Operation.DELETE, Map.of())))).isEmpty();
    }

    @Test
    void aFindingIsReadAsItWasWritten() {
        Wish wish = Wishes.of("t", List.of(update("erp", "name", null, "B"))).get(0);
        assertThat(Wish.of(wish.finding())).isEqualTo(wish);
    }

    private static Entry update(String system, String field, Object from, Object to) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("from", from);
        detail.put("to", to);
        return row(system, Operation.UPDATE, Map.of(field, detail));
    }

    private static Entry row(String system, Operation operation, Map<String, Object> details) {
        return new Entry(0, Instant.EPOCH, "s", "t", "crm", "1", system, "9", operation, Status.SUCCESS, List.copyOf(details.keySet()),
                details, "rule", null, null);
    }
}
