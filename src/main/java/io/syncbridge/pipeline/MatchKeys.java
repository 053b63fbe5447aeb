package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What records are paired by: for each match rule the values of its fields, if none of them is blank. */
public final class MatchKeys {

    private static final String SEPARATOR = "\u001f";

    private MatchKeys() {
    }

    /** Returns what a thing is paired by; nothing for one that is deleted. */
    static List<MatchKey> of(SyncDefinition definition, Thing thing) {
        return thing.base().isDeleted() ? List.of() : of(definition, thing.base().values());
    }

    /** Returns a key for each match rule whose fields the record all holds, in the order of the rules. */
    public static List<MatchKey> of(SyncDefinition definition, CanonicalRecord record) {
        var keys = new ArrayList<MatchKey>();
        for (int rule = 0; rule < definition.match().size(); rule++) {
            of(definition, rule, record).ifPresent(keys::add);
        }
        return keys;
    }

    static Optional<MatchKey> of(SyncDefinition definition, int rule, CanonicalRecord record) {
        List<String> fields = definition.match().get(rule);
        return fields.stream().anyMatch(field -> record.get(field) == null)
                ? Optional.empty()
                : Optional.of(new MatchKey(rule, fields.stream().map(field -> text(definition, record.get(field)))
                        .collect(Collectors.joining(SEPARATOR))));
    }

    private static String text(SyncDefinition definition, Object value) {
        return definition.matchesCase() ? value.toString() : value.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
