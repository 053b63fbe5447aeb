package io.syncbridge.definition;

import io.syncbridge.definition.SyncDefinition.Example;
import io.syncbridge.mapping.Binding;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.CanonicalValue;
import io.syncbridge.model.Problem;
import io.syncbridge.reconcile.FieldPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the golden records of a definition. Every system whose edits count must read as the same canonical values, and
 * what the bridge would write to a system must be exactly what the example shows there. Pure.
 */
public final class ExampleCheck {

    private static final Pattern OTHER_SPACE = Pattern.compile("[\\p{Zs}&&[^ ]]");
    /** What makes two texts different that look the same. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Zs}\\p{C}\\p{M}&&[^ ]]");

    private final SyncDefinition definition;
    private final Example example;
    private final List<Found> found = new ArrayList<>();

    /** @param field whose line it is about; {@code null} where that cannot be told */
    private record Found(String field, Example example, Problem problem) {
    }

    private ExampleCheck(SyncDefinition definition, Example example) {
        this.definition = definition;
        this.example = example;
    }

    /**
     * Returns every difference in every example, with its file, line, field, and the expected and actual values. Where a field holds in
     * none of several examples its line is wrong, and is the place.
     */
    public static List<Problem> check(SyncDefinition definition) {
        List<Found> all = definition.examples().stream().flatMap(example -> new ExampleCheck(definition, example).run().stream()).toList();
        Set<String> wrong = all.stream().map(Found::field).filter(Objects::nonNull).filter(field -> isWrong(definition, field, all))
                .collect(Collectors.toSet());
        var told = new HashSet<String>();
        return all.stream().filter(one -> !wrong.contains(one.field()) || told.add(one.field()))
                .map(one -> wrong.contains(one.field()) ? ofLine(definition, one) : one.problem()).toList();
    }

    private static boolean isWrong(SyncDefinition definition, String field, List<Found> all) {
        Set<Example> failing = all.stream().filter(one -> field.equals(one.field())).map(Found::example).collect(Collectors.toSet());
        return failing.size() > 1 && definition.examples().stream().filter(example -> shows(definition, field, example)).allMatch(failing::contains);
    }

    private static boolean shows(SyncDefinition definition, String field, Example example) {
        return bindings(definition, field).entrySet().stream().anyMatch(binding -> example.records().containsKey(binding.getKey())
                && binding.getValue().paths().stream().anyMatch(path -> example.records().get(binding.getKey()).containsKey(path.root())));
    }

    private static Map<String, Binding> bindings(SyncDefinition definition, String field) {
        return definition.lines().stream().filter(line -> line.field().equals(field)).findFirst().orElseThrow().bindings();
    }

    private static Problem ofLine(SyncDefinition definition, Found one) {
        return new Problem(one.problem().code(), definition.places().get(one.field()), one.problem().message() + " The example in line "
                + one.example().line() + " shows it, and so do all others.", "Correct this line; the examples agree with each other.");
    }

    private List<Found> run() {
        var read = new LinkedHashMap<String, CanonicalRecord>();
        example.records().forEach((system, record) -> read.put(system, read(system, record)));
        definition.policy().fields().values().stream().filter(field -> !definition.references().containsKey(field.name())).forEach(field -> {
            agree(field, read);
            example.records().keySet().stream().filter(field.targets()::contains)
                    .forEach(target -> written(field, target, read));
        });
        return found;
    }

    /** The canonical values of the fields in which the system's edits count; others need not have a way back. */
    private CanonicalRecord read(String system, Map<String, Object> record) {
        if (definition.policy().fields().values().stream().noneMatch(field -> field.sources().contains(system))) {
            return CanonicalRecord.EMPTY;
        }
        Mapped<CanonicalRecord> mapped = definition.mapping().toCanonical(system, record);
        mapped.problems().forEach(problem ->
                report(field(problem), "example-unreadable", "`" + system + "` cannot be read: " + problem.message(), problem.cure()));
        var edits = new LinkedHashMap<>(mapped.value().values());
        edits.keySet().removeIf(field -> !definition.policy().fields().get(field).sources().contains(system));
        return new CanonicalRecord(edits);
    }

    private void agree(FieldPolicy field, Map<String, CanonicalRecord> read) {
        List<String> holders = holders(field.name(), read);
        for (String system : holders) {
            Object expected = read.get(holders.get(0)).get(field.name());
            Object actual = read.get(system).get(field.name());
            if (!same(expected, actual)) {
                report(field.name(), "example-differs", "`" + field.name() + "` is " + show(expected) + " read from `" + holders.get(0)
                        + "`, but " + show(actual) + " read from `" + system + "`.",
                        "Show the same thing in both systems, or correct the field's line.");
            }
        }
    }

    private void written(FieldPolicy field, String target, Map<String, CanonicalRecord> read) {
        CanonicalRecord others = others(target, read);
        if (field.computed() != null) {
            write(field.name(), target, field.computed().apply(others));
        } else if (others.has(field.name())) {
            write(field.name(), target, others.get(field.name()));
        }
    }

    private void write(String field, String target, Object value) {
        var canonical = new LinkedHashMap<String, Object>();
        canonical.put(field, value);
        Mapped<Map<String, Object>> written = definition.mapping().fromCanonical(target, new CanonicalRecord(canonical));
        written.problems().forEach(problem ->
                report(field, "example-unwritable", "`" + target + "` cannot be written: " + problem.message(), problem.cure()));
        compare(field, target, example.records().get(target), written.value());
    }

    /** Compares what is written with what is given; fields that the example leaves out are not looked at. */
    private void compare(String field, String target, Map<?, ?> given, Map<?, ?> written) {
        written.forEach((key, actual) -> {
            Object expected = given.get(key);
            if (expected instanceof Map<?, ?> deeper && actual instanceof Map<?, ?> nested) {
                compare(field, target, deeper, nested);
            } else if (given.containsKey(key) && !same(spaced(expected), spaced(actual))) {
                report(field, "example-differs", "`" + field + "` is written to `" + key + "` of `" + target + "` as "
                        + show(actual) + ", but the example shows " + show(expected) + ".",
                        "Correct the example, or the field's line.");
            }
        });
    }

    /** The canonical record, as all systems but one show it. */
    private static CanonicalRecord others(String target, Map<String, CanonicalRecord> read) {
        CanonicalRecord others = CanonicalRecord.EMPTY;
        for (Map.Entry<String, CanonicalRecord> each : read.entrySet()) {
            others = each.getKey().equals(target) ? others : each.getValue().with(others);
        }
        return others;
    }

    private static List<String> holders(String field, Map<String, CanonicalRecord> read) {
        return read.keySet().stream().filter(system -> read.get(system).has(field)).toList();
    }

    private static boolean same(Object expected, Object actual) {
        return Objects.equals(CanonicalValue.of(expected), CanonicalValue.of(actual));
    }

    private static String show(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof String text ? "\"" + UNSEEN.matcher(text).replaceAll(found ->
                String.format("\\\\u%04x", found.group().codePointAt(0))) + "\"" : String.valueOf(value);
    }

    /** Whoever types an example cannot see which kind of space a locale writes between a number and its sign. */
    private static Object spaced(Object value) {
        return value instanceof String text ? OTHER_SPACE.matcher(text).replaceAll(" ") : value;
    }

    /** Returns the field that a value is of which could not be mapped. */
    private String field(Problem unmapped) {
        return definition.lines().stream().filter(line -> line.bindings().entrySet().stream().anyMatch(binding ->
                unmapped.where().equals(binding.getKey() + "." + binding.getValue().place()))).map(FieldMapping::field).findFirst().orElse(null);
    }

    private void report(String field, String code, String message, String cure) {
        found.add(new Found(field, example, new Problem(code, definition.file() + ":" + example.line(), message, cure)));
    }
}
