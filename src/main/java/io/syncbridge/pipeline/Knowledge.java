package io.syncbridge.pipeline;

import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Things;
import io.syncbridge.store.Things.Loaded;
import io.syncbridge.store.Things.MatchKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where a batch looks up what is known of the things of its sync. */
public interface Knowledge {

    /** As {@link Things#load}. */
    Loaded load(Collection<RecordRef> records, Collection<String> syncIds);

    /** As {@link Things#findByKey}. */
    Map<MatchKey, List<String>> findByKey(Collection<MatchKey> keys);

    /** What the store knows. */
    static Knowledge of(Things things, String sync) {
        return new Knowledge() {
            @Override
            public Loaded load(Collection<RecordRef> records, Collection<String> syncIds) {
                return things.load(sync, records, syncIds);
            }

            @Override
            public Map<MatchKey, List<String>> findByKey(Collection<MatchKey> keys) {
                return things.findByKey(sync, keys);
            }
        };
    }
}
