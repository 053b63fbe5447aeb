package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.store.SearchTexts.Agreed;
import io.syncbridge.store.SearchTexts.Position;
import io.syncbridge.store.SearchTexts.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is searched by value. */
interface SearchContract extends OnStore {

    @Test
    default void textsAreFoundByAllWordsOrBySecretAndWildcardsAreLetters() {
        String sync = newSync();
        var texts = new SearchTexts(database());
        texts.index();
        texts.index();
        texts.save(List.of(new Text(sync, "a-" + sync, "anna muller\n100% of " + sync, "hash-one-" + sync), new Text(sync, "b-" + sync, "berta of " + sync, "")));

        assertThat(texts.find(List.of("muller", sync), "none", 10)).containsExactly("a-" + sync);
        assertThat(texts.find(List.of("of " + sync), "none", 10)).containsExactlyInAnyOrder("a-" + sync, "b-" + sync);
        assertThat(texts.find(List.of("of " + sync), "none", 1)).hasSize(1);
        assertThat(texts.find(List.of("m_ller", sync), "none", 10)).isEmpty();
        assertThat(texts.find(List.of("100%", sync), "none", 10)).containsExactly("a-" + sync);
        assertThat(texts.find(List.of("nobody"), "hash-one-" + sync, 10)).containsExactly("a-" + sync);

        texts.save(List.of(new Text(sync, "a-" + sync, "anna meier of " + sync, "")));
        assertThat(texts.find(List.of("muller", sync), "none", 10)).isEmpty();
        assertThat(texts.find(List.of("meier", sync), "none", 10)).containsExactly("a-" + sync);
    }

    @Test
    default void oneInstanceGoesThroughAllThingsAndAnotherGoesOn() {
        String sync = newSync();
        var things = new Things(database());
        var texts = new SearchTexts(database());
        List<String> ids = IntStream.range(0, 7).mapToObj(i -> "%s-%d".formatted(sync, i)).toList();
        Samples.save(things, sync, ids.stream().map(id -> Samples.thing(id, crm("c" + id))).toList(), Map.of(), NOW);

        Position first = texts.claim("one", NOW, Duration.ofSeconds(30)).orElseThrow();
        assertThat(texts.claim("two", NOW.plusSeconds(10), Duration.ofSeconds(30))).isEmpty();
        var seen = new ArrayList<String>();
        var position = new Position(first.logId(), "", "", false);
        List<Agreed> next = texts.after(position, 3);
        while (!next.isEmpty()) {
            next.forEach(thing -> seen.add(thing.sync() + "/" + thing.syncId()));
            Agreed last = next.get(next.size() - 1);
            position = new Position(5L, last.syncId(), last.sync(), true);
            next = texts.after(position, 3);
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(ids.stream().map(id -> sync + "/" + id).toList());
        assertThat(texts.of(ids)).extracting(Agreed::syncId).containsExactlyInAnyOrderElementsOf(ids);
        texts.move(position);
        assertThat(texts.claim("two", NOW.plusSeconds(31), Duration.ofSeconds(30))).contains(position);
    }

    @Test
    default void theLogSaysWhatHasChanged() {
        String sync = newSync();
        var texts = new SearchTexts(database());
        long before = texts.lastLogId();
        new SyncLog(database()).write(List.of(new SyncLog.Entry(0, NOW, sync, "x-" + sync, "crm", "c", "shop", "s", Operation.UPDATE,
                SyncLog.Status.SUCCESS, List.of(), Map.of(), null, null, null)));
        assertThat(texts.changed(before, texts.lastLogId())).contains("x-" + sync);
        assertThat(texts.changed(texts.lastLogId(), texts.lastLogId())).isEmpty();
    }
}
