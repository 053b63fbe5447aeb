package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.store.SearchTexts.Agreed;
import io.syncbridge.store.SearchTexts.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        save(texts, List.of(new Text(sync, "a-" + sync, "anna muller\n100% of " + sync, "hash-one-" + sync), new Text(sync, "b-" + sync, "berta of " + sync, "")));

        assertThat(texts.find(List.of("muller", sync), "none", 10)).containsExactly("a-" + sync);
        assertThat(texts.find(List.of("of " + sync), "none", 10)).containsExactlyInAnyOrder("a-" + sync, "b-" + sync);
        assertThat(texts.find(List.of("of " + sync), "none", 1)).hasSize(1);
        assertThat(texts.find(List.of("m_ller", sync), "none", 10)).isEmpty();
        assertThat(texts.find(List.of("100%", sync), "none", 10)).containsExactly("a-" + sync);
        assertThat(texts.find(List.of("nobody"), "hash-one-" + sync, 10)).containsExactly("a-" + sync);

        save(texts, List.of(new Text(sync, "a-" + sync, "anna meier of " + sync, "")));
        assertThat(texts.find(List.of("muller", sync), "none", 10)).isEmpty();
        assertThat(texts.find(List.of("meier", sync), "none", 10)).containsExactly("a-" + sync);
    }

    /** Puts texts where they are searched, of things that were saved just now. */
    private void save(SearchTexts texts, List<Text> given) {
        Map<String, Text> byId = given.stream().collect(Collectors.toMap(Text::syncId, text -> text));
        Samples.save(new Things(database()), given.get(0).sync(), given.stream().map(text -> Samples.thing(text.syncId(), crm("c" + text.syncId()))).toList(),
                Map.of(), NOW);
        texts.changed(byId.keySet());
        catchUp(texts, "one", thing -> Optional.ofNullable(byId.get(thing.syncId())));
    }

    private static void catchUp(SearchTexts texts, String searched, Function<Agreed, Optional<Text>> text) {
        while (texts.isBehind(searched)) {
            texts.catchUp(searched, text);
        }
    }

    @Test
    default void allThingsAreGoneThroughOnceAndAgainWhenSomethingElseIsSearched() {
        String sync = newSync();
        var texts = new SearchTexts(database());
        List<String> ids = IntStream.range(0, 1_200).mapToObj(i -> "%s-%d".formatted(sync, i)).toList();
        Samples.save(new Things(database()), sync, ids.stream().map(id -> Samples.thing(id, crm(id))).toList(), Map.of(), NOW);
        for (String searched : List.of("first of " + sync, "second of " + sync)) {
            var seen = new ArrayList<String>();
            catchUp(texts, searched, thing -> {
                seen.add(thing.sync() + "/" + thing.syncId());
                return Optional.empty();
            });
            assertThat(seen).doesNotHaveDuplicates().containsAll(ids.stream().map(id -> sync + "/" + id).toList());
        }
    }

    @Test
    default void whatWasNotedIsBroughtOnceAndAtRestOneStatementSeesThatNothingIs() {
        String sync = newSync();
        var texts = new SearchTexts(database());
        catchUp(texts, sync, thing -> Optional.empty());
        Samples.save(new Things(database()), sync, List.of(Samples.thing("a-" + sync, crm("a")), Samples.thing("b-" + sync, crm("b"))), Map.of(), NOW);
        assertThat(texts.isBehind(sync)).as("what nobody noted").isFalse();
        texts.changed(List.of("a-" + sync, "b-" + sync, "gone-" + sync));
        texts.changed(List.of("a-" + sync));
        texts.changed(List.of());
        var seen = new ArrayList<String>();
        catchUp(texts, sync, thing -> {
            seen.add(thing.syncId());
            return Optional.of(new Text(sync, thing.syncId(), thing.syncId(), ""));
        });
        assertThat(seen).containsExactlyInAnyOrder("a-" + sync, "b-" + sync);
        assertThat(texts.find(List.of(sync), "none", 10)).containsExactlyInAnyOrder("a-" + sync, "b-" + sync);
        assertThat(statements(() -> assertThat(texts.isBehind(sync)).isFalse())).isEqualTo(1);
    }

    /** A transaction that noted something early and ends late is not missed, whatever was noted and brought in the meantime. */
    @Test
    default void whatALongTransactionNotedIsBroughtWhenItHasEnded() throws Exception {
        String sync = newSync();
        var texts = new SearchTexts(database());
        catchUp(texts, sync, thing -> Optional.empty());
        Samples.save(new Things(database()), sync, List.of(Samples.thing("late-" + sync, crm("a")), Samples.thing("soon-" + sync, crm("b"))), Map.of(), NOW);
        var seen = new ArrayList<String>();
        Function<Agreed, Optional<Text>> text = thing -> {
            seen.add(thing.syncId());
            return Optional.empty();
        };
        database().jdbi().useTransaction(late -> {
            late.execute("INSERT INTO search_change (sync_ids) VALUES (?)", "late-" + sync);
            var soon = new Thread(() -> {
                texts.changed(List.of("soon-" + sync));
                catchUp(texts, sync, text);
            });
            soon.start();
            soon.join();
            assertThat(seen).containsExactly("soon-" + sync);
        });
        catchUp(texts, sync, text);
        assertThat(seen).containsExactly("soon-" + sync, "late-" + sync);
    }
}
