package io.syncbridge.definition;

import io.syncbridge.mapping.Binding;
import io.syncbridge.mapping.Condition;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.mapping.transform.UnmappableValueException;
import io.syncbridge.model.Description;
import io.syncbridge.model.Description.Holds;
import io.syncbridge.model.Problem;
import io.syncbridge.model.SyncAction;
import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.OrphanPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares what a definition maps to a system with that system's own description of its records. */
public final class DescriptionCheck {

    private static final Set<String> STOPPING = Set.of("unknown-column", "unusable-column");
    private static final Map<String, Set<Holds>> SERVED = Map.of(
            "number", Set.of(Holds.NUMBER, Holds.TEXT), "currency", Set.of(Holds.NUMBER, Holds.TEXT),
            "boolean", Set.of(Holds.BOOLEAN, Holds.NUMBER, Holds.TEXT), "phone", Set.of(Holds.TEXT, Holds.NUMBER),
            "date", Set.of(Holds.DATE, Holds.DATETIME, Holds.TEXT, Holds.NUMBER), "datetime", Set.of(Holds.DATETIME, Holds.TEXT, Holds.NUMBER));

    /** More characters than any `max` allows. */
    private static final int ENDLESS = 2_000_000;

    private final SyncDefinition sync;
    private final String system;
    private final Map<String, Description.Field> columns = new LinkedHashMap<>();
    private final Description description;
    private final List<Problem> problems = new ArrayList<>();

    private DescriptionCheck(SyncDefinition sync, String system, Description description) {
        this.sync = sync;
        this.system = system;
        this.description = description;
        description.fields().forEach(column -> columns.put(column.name(), column));
    }

    /** Returns all that keeps the system from serving the definition, or will make writes fail; nothing for a system that describes nothing. */
    public static List<Problem> problems(SyncDefinition sync, String system, Description description) {
        var check = new DescriptionCheck(sync, system, description);
        if (!description.fields().isEmpty()) {
            check.lines();
            check.others();
            check.needed();
        }
        check.permissions();
        return List.copyOf(check.problems);
    }

    /** Says whether a sync must not run with this problem, since values would be missing in silence. */
    public static boolean isStopping(Problem problem) {
        return STOPPING.contains(problem.code());
    }

    private void lines() {
        sync.lines().forEach(line -> Optional.ofNullable(line.bindings().get(system)).ifPresent(binding -> {
            boolean written = sync.policy().fields().get(line.field()).targets().contains(system);
            boolean read = sync.policy().fields().get(line.field()).sources().contains(system);
            binding.paths().forEach(path -> column("`" + line.field() + "`", path, read, sync.places().get(line.field()))
                    .ifPresent(column -> mapped(line.field(), path, column, binding, written)));
        }));
    }

    private void mapped(String field, FieldPath path, Description.Field column, Binding binding, boolean written) {
        if (written && !column.writable()) {
            report("read-only-column", field, says(field, path, column) + ", which cannot be written.",
                    "Give the field a `direction` that leads out of `" + system + "`.");
        }
        Set<Holds> served = SERVED.get(binding.described().split(" ")[0]);
        if (served != null && !path.isPart() && !binding.described().contains("table of values")
                && column.holds() != Holds.ANYTHING && column.holds() != Holds.DOCUMENT && !served.contains(column.holds())) {
            report("wrong-column", field, says(field, path, column) + ", which holds no values of type `" + binding.described() + "`.",
                    "Map another column, or change the type: `type: {" + system + ": ...}`.");
        }
        if (written && binding.parts() == null && column.length() != null && allows(binding, column.length() + 1)
                && !allows(binding, ENDLESS)) {
            report("short-column", field, says(field, path, column) + ", which takes " + column.length() + " characters, fewer than its `max`.",
                    "Write `max: {" + system + ": " + column.length() + "}`, or widen the column.");
        }
    }

    /** Says whether texts of so many characters are written, as they are. */
    private static boolean allows(Binding binding, int characters) {
        try {
            return binding.transform().fromCanonical("x".repeat(characters)) instanceof String text && text.length() == characters;
        } catch (UnmappableValueException tooLong) {
            return false;
        }
    }

    private String says(String field, FieldPath path, Description.Field column) {
        return "`" + field + "` of `" + sync.name() + "` is mapped to `" + path + "` of `" + system + "` (" + column.type() + ")";
    }

    /** Fields that the definition names beside its lines. */
    private void others() {
        SystemDefinition here = sync.system(system);
        if (here.marker() != null) {
            column("the marker", here.marker(), true, null);
        }
        here.softDelete().keySet().forEach(flag -> column("the soft delete", FieldPath.of(flag), true, null));
        here.filter().conditions().stream().map(Condition::field).distinct().forEach(field -> column("the filter", field, true, null));
    }

    /** Finds a path's column; reports why it cannot serve. @param read whether records have to show it, in its own case */
    private Optional<Description.Field> column(String whose, FieldPath path, boolean read, String place) {
        String name = columns.containsKey(path.text()) || !path.isPart() ? path.text() : path.root();
        Description.Field column = Optional.ofNullable(columns.get(name)).or(() -> columns.values().stream()
                .filter(one -> !read && one.name().equalsIgnoreCase(name)).findFirst()).orElse(null);
        String begin = whose + " of `" + sync.name() + "` is mapped to `" + path + "` of `" + system + "`, ";
        if (column == null) {
            problems.add(new Problem("unknown-column", place == null ? sync.file() : place, begin + "which is not there.",
                    DidYouMean.cure(name, columns.keySet())));
        } else if (column.unusable() != null) {
            problems.add(new Problem("unusable-column", place == null ? sync.file() : place,
                    begin + "of the type " + column.type() + ", which " + column.unusable() + ".", ""));
        } else if (path.isPart() && name.equals(path.root()) && column.holds() != Holds.DOCUMENT && column.holds() != Holds.ANYTHING) {
            problems.add(new Problem("unusable-column", place == null ? sync.file() : place,
                    begin + "of the type " + column.type() + ", which has no parts.", "Map the column itself, or a JSON column."));
        } else {
            return Optional.of(column);
        }
        return Optional.empty();
    }

    /** Reports columns that every new record must be given, and that nothing gives. */
    private void needed() {
        if (!sync.policy().targets().contains(system) || sync.policy().orphans() == OrphanPolicy.WARN) {
            return;
        }
        var given = new LinkedHashSet<String>();
        sync.lines().stream().filter(line -> sync.policy().fields().get(line.field()).targets().contains(system))
                .map(line -> line.bindings().get(system)).filter(binding -> binding != null)
                .forEach(binding -> binding.paths().forEach(path -> {
                    given.add(path.text());
                    given.add(path.root());
                }));
        Optional.ofNullable(sync.system(system).marker()).map(FieldPath::root).ifPresent(given::add);
        columns.values().stream().filter(Description.Field::needed)
                .filter(column -> given.stream().noneMatch(column.name()::equalsIgnoreCase))
                .forEach(column -> problems.add(new Problem("unfilled-column", sync.file(), "New records of `" + system + "` need `" + column.name()
                        + "` (" + column.type() + "), which no field of `" + sync.name() + "` writes and the system does not fill in.",
                        "Add a field line for it, with a `constant` if need be, or give the column a default.")));
    }

    private void permissions() {
        description.refused().forEach((action, reason) -> {
            boolean deletes = sync.policy().deletes().get(system) == DeletePolicy.HARD;
            boolean wanted = sync.policy().targets().contains(system) && switch (action) {
                case CREATE -> sync.policy().orphans() != OrphanPolicy.WARN;
                case DELETE -> deletes;
                default -> true;
            };
            if (wanted || action == SyncAction.READ) {
                problems.add(new Problem("no-permission", sync.file(), "The account of `" + system + "` may not " + action.wireName()
                        + " records of `" + sync.name() + "`: " + reason, "Grant it, or change `direction`, `orphans` or `deletes`."));
            }
        });
    }

    private void report(String code, String field, String message, String cure) {
        problems.add(new Problem(code, sync.places().get(field), message, cure));
    }
}
