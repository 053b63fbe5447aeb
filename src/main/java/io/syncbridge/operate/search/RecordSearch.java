package io.syncbridge.operate.search;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Titles;
import io.syncbridge.operate.Words;
import io.syncbridge.store.SearchTexts;
import io.syncbridge.store.SearchTexts.Agreed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds things by their values: by parts of names and addresses, and by the whole value of a private field. */
@ApplicationScoped
public class RecordSearch {

    /** The most that are found. */
    public static final int MOST = 100;

    /** The fewest letters or digits of the longest word. */
    public static final int SHORTEST = SearchQuery.SHORTEST;

    private static final int SHOWN = 4;

    /**
     * @param title the thing's name; its sync id where it has none
     * @param values the first of its other values
     */
    public record Hit(String sync, String syncId, String title, String values, boolean deleted) {
    }

    private final Definitions definitions;
    private final SearchTexts texts;

    public RecordSearch(Definitions definitions, SearchTexts texts) {
        this.definitions = definitions;
        this.texts = texts;
    }

    /**
     * Returns what is found, at most {@link #MOST}; nothing for words that are too short.
     *
     * @throws io.syncbridge.store.SearchTexts.TooLongException if it takes too long
     */
    public List<Hit> find(String typed) {
        Optional<SearchQuery> query = SearchQuery.of(typed);
        List<String> found = query.map(asked -> texts.find(asked.words(), asked.secret(), MOST)).orElse(List.of());
        return found.isEmpty() ? List.of() : texts.of(found).stream().flatMap(thing -> hit(thing, query.get()).stream())
                .sorted(Comparator.comparing(Hit::sync).thenComparing(Hit::title)).limit(MOST).toList();
    }

    /** Looks at what holds now: a value may have changed, or have become private, since it was put where it is searched. */
    private Optional<Hit> hit(Agreed thing, SearchQuery query) {
        return definitions.find(thing.sync())
                .filter(sync -> query.finds(SearchQuery.text(thing.sync(), thing.syncId(), thing.base(), sync.privateFields())))
                .map(sync -> {
                    String title = Titles.of(sync, thing.base().values()).orElse(thing.syncId());
                    return new Hit(thing.sync(), thing.syncId(), title, others(sync, thing, title), thing.base().isDeleted());
                });
    }

    private static String others(SyncDefinition sync, Agreed thing, String title) {
        Set<String> hidden = sync.privateFields();
        return sync.lines().stream().map(line -> line.field()).filter(field -> !hidden.contains(field) && thing.base().fields().containsKey(field))
                .map(field -> thing.base().fields().get(field).value()).filter(Objects::nonNull).map(Words::value)
                .filter(value -> !value.isBlank() && !value.equals(title)).limit(SHOWN).collect(Collectors.joining(", "));
    }
}
