package io.syncbridge.definition;

import io.syncbridge.mapping.Flags;
import io.syncbridge.model.Fit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the soft deletes of {@code deletes}, and checks that they can be told from what takes them back. */
final class SoftDeleteReader {

    private final Node.Entries file;
    private final Problems problems;

    SoftDeleteReader(Node.Entries file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Returns the fields and values that mark a record as deleted; nothing where deletes are not soft. */
    Map<String, Object> marks(String system) {
        return section(system).section("soft").plain();
    }

    /** Returns the fields and values that take a soft delete back: as given, or else the marks turned round. */
    Map<String, Object> restore(String system) {
        var restore = new LinkedHashMap<String, Object>();
        marks(system).forEach((field, mark) -> restore.put(field, mark instanceof Boolean flag ? !flag : null));
        restore.putAll(section(system).section("restore").plain());
        return restore;
    }

    void check(String system) {
        Map<String, Object> marks = marks(system);
        paths(section(system).section("soft"));
        paths(section(system).section("restore"));
        if (!marks.isEmpty() && problems.isEmpty() && takesNothingBack(marks, restore(system))) {
            String field = marks.keySet().iterator().next();
            problems.report("same-restore", section(system).placeOf("soft"), "A record of `" + system
                    + "` that is deleted could not be told from one that is not: `restore` leaves it marked.",
                    "Say what a record that is not deleted holds, for example `restore: {" + field + ": now}`.");
        }
    }

    private static boolean takesNothingBack(Map<String, Object> marks, Map<String, Object> restore) {
        var restored = new LinkedHashMap<String, Object>();
        Flags.set(restore, Instant.EPOCH, restored);
        return Flags.fit(marks, restored, true) == Fit.INSIDE;
    }

    private void paths(Node.Entries flags) {
        flags.entries().forEach((field, entry) -> problems.path(field, entry.place()));
    }

    private Node.Entries section(String system) {
        return file.section("deletes").section(system);
    }
}
