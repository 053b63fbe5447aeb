package io.syncbridge.operate.search;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Sha256;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.SearchTexts;
import io.syncbridge.store.SearchTexts.Agreed;
import io.syncbridge.store.SearchTexts.Text;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps what is searched, behind the changes and beside them, so that no change waits for it: things whose saving was noted, and all once
 * where the definitions now let something else of them be searched.
 */
@ApplicationScoped
public class Indexing {

    private static final int STEPS = 20;

    private final Definitions definitions;
    private final SearchTexts texts;
    private final Inbox inbox;
    private boolean indexed;

    public Indexing(Definitions definitions, SearchTexts texts, Inbox inbox) {
        this.inbox = inbox;
        this.definitions = definitions;
        this.texts = texts;
    }

    /**
     * Goes some steps further, where there is something to do; called by one thread. One step alone while changes wait: an index of
     * trigrams costs more than all else that is stored of a record.
     */
    public void go() {
        if (!indexed) {
            texts.index();
            indexed = true;
        }
        String searched = searched();
        for (int step = 0; step < STEPS && texts.isBehind(searched) && (step == 0 || inbox.isEmpty()); step++) {
            texts.catchUp(searched, this::text);
        }
    }

    /** Returns a hash of the syncs that are defined and their private fields. */
    private String searched() {
        return Sha256.hex(definitions.syncs().stream().collect(Collectors.toMap(SyncDefinition::name, sync -> new TreeSet<>(sync.privateFields()),
                (one, other) -> one, TreeMap::new)).toString());
    }

    /** What is private is known only of syncs that are defined. */
    private Optional<Text> text(Agreed thing) {
        return definitions.find(thing.sync()).map(sync -> SearchQuery.text(thing.sync(), thing.syncId(), thing.base(), sync.privateFields()));
    }
}
