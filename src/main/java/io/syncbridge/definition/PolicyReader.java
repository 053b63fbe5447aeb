package io.syncbridge.definition;

import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.OrphanPolicy;
import io.syncbridge.reconcile.policy.ConflictPolicy;
import io.syncbridge.reconcile.policy.DeletesAgainstEdits;
import io.syncbridge.reconcile.policy.FieldMerge;
import io.syncbridge.reconcile.policy.LastWriteWins;
import io.syncbridge.reconcile.policy.Review;
import io.syncbridge.reconcile.policy.SourceOfTruth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys that say who wins and what is done; what has the wrong shape is passed over here. */
final class PolicyReader {

    private static final List<ConflictPolicy> BY_NAME = List.of(new LastWriteWins(), new FieldMerge(), new Review());

    private PolicyReader() {
    }

    /** The {@code conflicts} of the file or of a field line. */
    static Optional<ConflictPolicy> conflicts(Node.Entries section) {
        Optional<ConflictPolicy> truth = section.section("conflicts").text("source-of-truth").map(SourceOfTruth::new);
        return truth.or(() -> section.text("conflicts").flatMap(PolicyReader::named));
    }

    /** What decides between a delete and an edit. */
    static Optional<ConflictPolicy> deletesAgainstEdits(Node.Entries file) {
        return file.text("deletes-against-edits")
                .map(word -> word.equals("review") ? new Review() : new DeletesAgainstEdits(word.equals("keep")));
    }

    static Optional<ConflictPolicy> firstContact(Node.Entries file) {
        Optional<ConflictPolicy> preferred = file.section("first-contact").text("prefer").map(SourceOfTruth::new);
        return preferred.or(() -> file.text("first-contact")
                .flatMap(word -> word.equals("newest") ? Optional.of(new LastWriteWins()) : named(word)));
    }

    private static Optional<ConflictPolicy> named(String name) {
        return BY_NAME.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    /** Whether the {@code blanks} of the file or of a field line are kept. */
    static Optional<Boolean> keepBlanks(Node.Entries section) {
        return section.text("blanks").map("keep"::equals);
    }

    static Map<String, DeletePolicy> deletes(Node.Entries file, List<String> systems) {
        var deletes = new LinkedHashMap<String, DeletePolicy>();
        for (String system : systems) {
            boolean ignored = file.section("deletes").text(system).filter("ignore"::equals).isPresent();
            DeletePolicy unlessSoft = ignored ? DeletePolicy.IGNORE : DeletePolicy.HARD;
            deletes.put(system, file.section("deletes").section(system).section("soft").entries().isEmpty() ? unlessSoft : DeletePolicy.SOFT);
        }
        return deletes;
    }

    static OrphanPolicy orphans(Node.Entries file) {
        return switch (file.text("orphans").orElse("create")) {
            case "warn" -> OrphanPolicy.WARN;
            case "review" -> OrphanPolicy.REVIEW;
            default -> OrphanPolicy.CREATE;
        };
    }
}
