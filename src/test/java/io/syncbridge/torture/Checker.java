package io.syncbridge.torture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verifies the bridge's promises from outside: from the systems' own journals, what they hold, and the rows that the bridge
 * leaves for people. Of a record of which an administrator took something back only what is promised of undo: nothing is lost,
 * nothing is double. Every value that a person sets is the only one of its kind; so a value names the edit that it comes from.
 */
final class Checker {

    /** @param promise what does not hold. @param key of which record */
    record Breach(String promise, String key, String details) {
    }

    private static final String OVERWRITTEN = "no edit is overwritten without a conflict row";

    private final Map<String, List<Act>> journals;
    private final Map<String, List<Map<String, String>>> living;
    private final List<BridgeStore.Conflict> conflicts;
    private final Set<String> lostValues;
    private final Map<String, String> keyOf = new HashMap<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> undone = new HashSet<>();
    private final Set<String> created;
    private final Map<String, Map<String, List<Act>>> acts = new LinkedHashMap<>();
    private final Map<String, Set<String>> known = new HashMap<>();
    private final List<Breach> breaches = new ArrayList<>();

    Checker(World world) {
        journals = world.journals();
        living = new LinkedHashMap<>();
        world.systems.forEach((name, system) -> living.put(name, system.living()));
        conflicts = world.store.conflicts();
        created = world.store.createdRecords();
        lostValues = conflicts.stream().flatMap(conflict -> conflict.lost().stream()).collect(Collectors.toSet());
        journals.forEach((system, journal) -> journal.forEach(act -> {
            keyOf.put(system + "/" + act.recordId(), act.key());
            acts.computeIfAbsent(act.key(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(system, name -> new ArrayList<>()).add(act);
        }));
        world.store.heldRecords().stream().map(keyOf::get).filter(Objects::nonNull).forEach(held::add);
        world.store.undoneRecords().stream().map(keyOf::get).filter(Objects::nonNull).forEach(undone::add);
    }

    /** How many records people have been asked about; what is promised of the others does not hold for them. */
    int held() {
        return held.size();
    }

    /** How many of them wait without a cause that people gave: a value that cannot be read, or one that the ERP refuses. */
    long heldForNothing() {
        return held.stream().filter(key -> living.values().stream().flatMap(List::stream)
                .filter(record -> key.equals(record.get(Fields.KEY)))
                .noneMatch(record -> isUnreadable(record.get("amount")) || RealSystems.isRefused(record.get("name")))).count();
    }

    /** How many records an administrator took something back of. */
    int undone() {
        return undone.size();
    }

    private static boolean isUnreadable(String amount) {
        return "nan".equalsIgnoreCase(amount);
    }

    Set<String> heldKeys() {
        return held;
    }

    int records() {
        return acts.size();
    }

    int conflicts() {
        return conflicts.size();
    }

    /** Returns the record ids that the record has had, as {@code system/id}. */
    Set<String> recordsOf(String key) {
        return keyOf.entrySet().stream().filter(entry -> key.equals(entry.getValue())).map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    List<Act> actsOf(String key) {
        return acts.getOrDefault(key, Map.of()).values().stream().flatMap(List::stream).sorted((a, b) -> a.at().compareTo(b.at())).toList();
    }

    List<Breach> breaches() {
        for (String key : acts.keySet()) {
            if (held.contains(key)) {
                continue;
            }
            doubles(key);
            nothingLost(key);
            if (!undone.contains(key)) {
                agreement(key);
                deletes(key);
                Fields.EDITED.forEach(field -> overwritten(key, field));
            }
        }
        living.forEach((system, records) -> records.stream().filter(record -> record.get(Fields.KEY) == null)
                .forEach(record -> breach("no record loses its key", system, record.toString())));
        breaches.sort(Comparator.comparing(breach -> breach.promise().equals(OVERWRITTEN)));
        return breaches;
    }

    private List<Map<String, String>> livingWith(String system, String key) {
        return living.get(system).stream().filter(record -> key.equals(record.get(Fields.KEY))).toList();
    }

    private boolean lives(String key) {
        return living.keySet().stream().anyMatch(system -> !livingWith(system, key).isEmpty());
    }

    private void doubles(String key) {
        living.keySet().stream().filter(system -> livingWith(system, key).size() > 1)
                .forEach(system -> breach("no double records", key, system + " holds " + livingWith(system, key)));
    }

    private void agreement(String key) {
        Map<String, List<Map<String, String>>> now = living.keySet().stream()
                .collect(Collectors.toMap(system -> system, system -> livingWith(system, key)));
        if (now.values().stream().map(HashSet::new).distinct().count() > 1) {
            breach("all systems agree", key, now.toString());
        }
    }

    private Act lastDelete(String key) {
        return actsOf(key).stream().filter(act -> act.byPerson() && act.deletes()).reduce((one, other) -> other).orElse(null);
    }

    private void nothingLost(String key) {
        if (!lives(key) && lastDelete(key) == null) {
            breach("nothing is lost", key, "it is gone, and no person deleted it");
        }
    }

    private void deletes(String key) {
        List<Act> all = actsOf(key);
        Act deleted = lastDelete(key);
        if (lives(key) && deleted != null && wasSynced(deleted) && !wasUnanswered(deleted) && !lostAgainst(key, "deleted") && !livesUnheardOf(deleted)
                && all.stream().noneMatch(act -> act.byPerson() && act.creates() && act.at().isAfter(deleted.at()))) {
            breach("no deleted record comes back", key, "deleted by " + deleted);
        }
    }

    /**
     * Says whether a record is left that somebody had created for himself in another system, of which the bridge had brought
     * nothing to anybody when the delete happened. Nobody has deleted that one: the delete was of what its system had.
     */
    private boolean livesUnheardOf(Act deleted) {
        return acts.get(deleted.key()).entrySet().stream().filter(journal -> !journal.getKey().equals(deleted.system()))
                .anyMatch(journal -> journal.getValue().stream()
                        .filter(act -> act.byPerson() && act.creates() && act.at().isBefore(deleted.at()))
                        .anyMatch(created -> isLeft(created, journal.getValue()) && isUnheardOf(created, deleted)));
    }

    private static boolean isLeft(Act created, List<Act> journal) {
        return journal.stream().filter(act -> act.recordId().equals(created.recordId())).reduce((one, next) -> next)
                .orElseThrow().after() != null;
    }

    private boolean isUnheardOf(Act created, Act deleted) {
        Set<String> values = Fields.EDITED.stream().map(created.after()::get).collect(Collectors.toSet());
        return acts.get(deleted.key()).entrySet().stream().noneMatch(journal -> journal.getValue().stream()
                .filter(act -> !act.byPerson() && act.at().isBefore(deleted.at()))
                .anyMatch(act -> journal.getKey().equals(created.system()) && act.recordId().equals(created.recordId())
                        || act.after() != null && Fields.EDITED.stream().map(act.after()::get).anyMatch(values::contains)));
    }

    /**
     * Says whether it was of a record that the bridge had created without having heard of it, since it was killed or cut off. What
     * becomes of such a one before the bridge finds it again, nobody can tell it.
     */
    private boolean wasUnanswered(Act deleted) {
        List<Act> own = acts.get(deleted.key()).get(deleted.system()).stream().filter(act -> act.recordId().equals(deleted.recordId())).toList();
        return !own.get(0).byPerson() && own.get(0).creates() && !created.contains(deleted.system() + "/" + deleted.recordId());
    }

    /** Says whether the record was the bridge's before: written by it, or with values that it has taken elsewhere. */
    private boolean wasSynced(Act last) {
        List<Act> own = acts.get(last.key()).get(last.system()).stream()
                .filter(act -> act.recordId().equals(last.recordId())).toList();
        Set<String> values = own.stream().filter(act -> act.after() != null)
                .map(act -> act.after().get("name")).collect(Collectors.toSet());
        return own.stream().anyMatch(act -> !act.byPerson()) || acts.get(last.key()).values().stream().flatMap(List::stream)
                .anyMatch(act -> !act.byPerson() && act.after() != null && values.contains(act.after().get("name")));
    }

    private boolean lostAgainst(String key, String what) {
        return conflicts.stream().filter(conflict -> conflict.lost().contains(what))
                .anyMatch(conflict -> conflict.records().stream().anyMatch(record -> key.equals(keyOf.get(record))));
    }

    /**
     * Whatever the bridge writes over a person's edit must come from somebody who knew that edit, or the log has it; or it has
     * what somebody put in its place who knew it.
     */
    private void overwritten(String key, String field) {
        acts.get(key).forEach((system, journal) -> {
            var standing = new HashMap<String, Act>();
            for (Act act : journal) {
                Act edit = standing.get(act.recordId());
                if (act.byPerson()) {
                    if (act.after() != null && act.changes(field)) {
                        standing.put(act.recordId(), act);
                    }
                } else if (act.changes(field)) {
                    if (edit != null && act.before() != null) {
                        overwritten(key, field, edit.after().get(field), act);
                    }
                    standing.remove(act.recordId());
                    invented(key, field, act);
                }
            }
        });
    }

    private void overwritten(String key, String field, String value, Act by) {
        boolean explained = isUnreadable(value) || lostValues.contains(value)
                || lostValues.stream().filter(lost -> edits(key, field, lost).findAny().isPresent())
                        .anyMatch(lost -> knownTo(key, field, lost).contains(value))
                || (by.after() == null ? deletersKnew(key, field, value) : knownTo(key, field, by.after().get(field)).contains(value));
        if (!explained) {
            breach(OVERWRITTEN, key, field + " " + value + " was overwritten: " + by);
        }
    }

    private void invented(String key, String field, Act act) {
        boolean leftOut = act.creates() && act.after().get(field) == null && isUnreadableSomewhere(key, field);
        if (act.after() != null && !leftOut && edits(key, field, act.after().get(field)).findAny().isEmpty()) {
            breach("the bridge writes what a person wrote", key, field + " in " + act);
        }
    }

    /** A field that cannot be read is left out of what is created from its record. */
    private boolean isUnreadableSomewhere(String key, String field) {
        return acts.getOrDefault(key, Map.of()).values().stream().flatMap(List::stream).anyMatch(act -> act.after() != null && isUnreadable(act.after().get(field)));
    }

    private boolean deletersKnew(String key, String field, String value) {
        return acts.getOrDefault(key, Map.of()).values().stream().anyMatch(journal -> journal.stream()
                .filter(act -> act.byPerson() && act.deletes())
                .anyMatch(act -> before(journal, act, field).anyMatch(held ->
                        held.equals(value) || knownTo(key, field, held).contains(value))));
    }

    /** Returns the values that the person had seen, or could have seen, who set this one; and so on backwards. */
    private Set<String> knownTo(String key, String field, String value) {
        Set<String> done = known.get(value);
        if (done != null) {
            return done;
        }
        var values = new HashSet<String>();
        known.put(value, values);
        edits(key, field, value).forEach(edit -> before(acts.get(key).get(edit.system()), edit, field).forEach(held -> {
            values.add(held);
            values.addAll(knownTo(key, field, held));
        }));
        return values;
    }

    private Stream<Act> edits(String key, String field, String value) {
        return acts.getOrDefault(key, Map.of()).values().stream().flatMap(List::stream).filter(act -> act.byPerson() && act.after() != null
                && act.changes(field) && Objects.equals(value, act.after().get(field)));
    }

    private static Stream<String> before(List<Act> journal, Act last, String field) {
        return journal.subList(0, journal.indexOf(last)).stream().flatMap(act -> Stream.of(act.before(), act.after()))
                .filter(Objects::nonNull).map(fields -> fields.get(field)).filter(Objects::nonNull);
    }

    private void breach(String promise, String key, String details) {
        breaches.add(new Breach(promise, key, details));
    }
}
