package io.syncbridge.definition;

import static io.syncbridge.definition.Key.optional;
import static io.syncbridge.definition.Key.required;

import io.syncbridge.mapping.transform.TransformType;
import io.syncbridge.mapping.transform.TransformType.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * All keys of a definition file: the one place from which the reader's checks, the reference in {@code docs} and the
 * JSON Schema are made.
 */
final class Specification {

    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    static final String NAME_WORDS = "a letter, then letters, digits, `_` and `-`";
    static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    static final Pattern PERCENT = Pattern.compile("(100|\\d{1,2}(?:\\.\\d+)?)%");
    static final Pattern DIRECTION = Pattern.compile("both|\\s*\\[?([^\\[\\]>]+?)\\]?\\s*->\\s*\\[?([^\\[\\]>]+?)\\]?\\s*");

    static final Pattern SPAN = Pattern.compile("((?:[01]\\d|2[0-3]):[0-5]\\d)\\s*-\\s*((?:[01]\\d|2[0-3]):[0-5]\\d)");

    static final int LONGEST_SETTLES = 10;
    static final int LIMIT_COUNT = 20;
    static final double LIMIT_PERCENT = 10;
    static final int BATCH_SIZE = 1000;

    private static final Shape PATH = new Shape.Text("a field's name or path", null);
    private static final Shape COLUMN = Shape.OneOf.of(PATH, new Shape.ListOf(PATH));
    private static final Shape DIRECTIONS = new Shape.Text("`both`, `a -> b`, `a, b -> c` or `a -> b, c`", DIRECTION);
    private static final Shape VALUE_OR_VALUES = Shape.OneOf.of(new Shape.Value(), new Shape.ListOf(new Shape.Value()));
    private static final Shape NUMBER = new Shape.Number(false, Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Shape SYSTEM = new Shape.Reference(Names.Kind.SYSTEM);
    private static final Shape FIELD = new Shape.Reference(Names.Kind.FIELD);
    private static final Shape BLANKS = words("overwrite", "keep");
    private static final Shape QUIET = new Shape.Text("times of day such as `22:00-06:00`", SPAN);
    private static final Shape CONFLICTS = Shape.OneOf.of(words("last-write-wins", "field-merge", "review"),
            section(required("source-of-truth", SYSTEM, "The system that is always right.",
                    "conflicts: {source-of-truth: crm}")));
    private static final Shape VALUES = new Shape.BySystem(Shape.MapOf.free("value", new Shape.Value()));

    private final Collection<TransformType> types;

    Specification(Collection<TransformType> types) {
        this.types = List.copyOf(types);
    }

    /** The whole file, with the field lines of every type. */
    Shape.Section file() {
        return file(fieldLine(types, List.of()));
    }

    /** The whole file, with field lines that are checked one by one. */
    Shape.Section fileAroundFields() {
        return file(new Shape.MapOf("key", null, null, new Shape.Any(), 0));
    }

    private static Shape.Section file(Shape fieldLine) {
        return section(
                required("sync", new Shape.Text("a name: " + NAME_WORDS, NAME),
                        "The sync's name, also in routes: `sync:<sync>/<system>`.", "sync: accounts"),
                optional("direction", DIRECTIONS, "both",
                        "The systems whose edits count, and the systems that are written; `both` means all are both.",
                        "direction: crm -> erp"),
                required("systems", Shape.MapOf.named("system", systemKeys(), 2),
                        "The systems, two or more. Their order settles conflicts of equal times.",
                        "systems: {crm: {id: Id, modified: ModifiedAt}, erp: {id: no}}"),
                required("match", new Shape.ListOf(Shape.OneOf.of(FIELD, new Shape.ListOf(FIELD))),
                        "How records are paired at first sight: rules, tried in order. A rule is a field or a list of "
                                + "fields that must all be equal and not blank. `[]`: never paired.",
                        "match: [accountNumber, [lastName, birthDate]]"),
                optional("match-case", words("counts", "ignored"), "counts",
                        "Whether match fields that differ in case only are different. Where it is ignored, `ANN@X.ORG` and "
                                + "`ann@x.org` are paired, and each field keeps the case that it has.",
                        "match-case: ignored"),
                optional("doubles", words("refused", "accepted"), "refused",
                        "With `match: []` nothing tells a record again that was created just before a crash, so that it may be "
                                + "created twice; `accepted` says that this is known.",
                        "doubles: accepted"),
                optional("title", FIELD, "the first field of text",
                        "The field that names a record to people, in reviews and lists. Where it is blank, the next field of text does.",
                        "title: lastName"),
                required("fields", Shape.MapOf.named("field", fieldLine, 1), "The fields, one line for each.",
                        "fields: {accountNumber: {crm: AccountNumber, erp: acc_no}}"),
                optional("conflicts", CONFLICTS, "last-write-wins",
                        "Who wins where systems changed the same field to different values, and where one deleted what "
                                + "another edited.",
                        "conflicts: field-merge"),
                optional("deletes-against-edits", words("keep", "delete", "review"), "as `conflicts`",
                        "Whether a record lives on that one system deleted and another one edited before it heard of that. Where "
                                + "`conflicts` decides, an edit that may be newer than the delete counts as newer.",
                        "deletes-against-edits: keep"),
                optional("first-contact", Shape.OneOf.of(words("newest", "review"),
                                section(required("prefer", SYSTEM, "The system that is right.", "first-contact: {prefer: crm}"))),
                        "as `conflicts`", "Who is right where two records differ when they are paired.",
                        "first-contact: {prefer: erp}"),
                optional("blanks", BLANKS, "overwrite", "Whether a blank is passed on, or never overwrites a value.",
                        "blanks: keep"),
                optional("deletes", Shape.MapOf.known(Names.Kind.SYSTEM, Shape.OneOf.of(words("hard", "ignore"), section(
                                required("soft", Shape.MapOf.free("field", new Shape.Value()),
                                        "The fields and values that together mark a record as deleted: `now` or `today` for the time or day of "
                                                + "the delete, which any value counts as, and `''` for a blank.",
                                        "deletes: {erp: {soft: {inactive: true}}}"),
                                optional("restore", Shape.MapOf.free("field", new Shape.Value()),
                                        "`true` and `false` turned round, all else blanked",
                                        "The fields and values that take a soft delete back, in the same words.",
                                        "deletes: {erp: {soft: {status: inactive}, restore: {status: active}}}")))),
                        "hard", "What a delete elsewhere does in a system: removes the record, marks it, or nothing.",
                        "deletes: {erp: {soft: {inactive: true}}, crm: hard}"),
                optional("orphans", words("create", "warn", "review"), "create",
                        "What is done about a record that another system lacks.", "orphans: warn"),
                optional("batch", section(
                                optional("every", duration(), "0s",
                                        "What is collected goes out at whole multiples of this time, counted from midnight UTC: `15m` at "
                                                + "00, 15, 30 and 45 past; several edits of one record go out as one. `0s` means at once.",
                                        "batch: {every: 5m}"),
                                optional("size", new Shape.Number(true, 1, 100_000), String.valueOf(BATCH_SIZE),
                                        "The most changes worked on together; fewer while a system is slow.", "batch: {size: 200}"),
                                optional("settle", new Shape.BySystem(duration()), "0s",
                                        "How long a record must not have changed before its changes go out, so that one still being typed "
                                                + "is not sent. Give it for the systems in which people type.",
                                        "batch: {settle: {crm: 30s}}"),
                                optional("longest", duration(), LONGEST_SETTLES + " times `settle`",
                                        "How long a record's first change waits at most, however often it is followed by another.",
                                        "batch: {settle: 30s, longest: 5m}"),
                                optional("quiet", Shape.OneOf.of(QUIET, new Shape.ListOf(QUIET)), "",
                                        "Times of day in which nothing is delivered. What comes meanwhile is kept and goes out afterwards.",
                                        "batch: {quiet: [\"12:00-13:00\", \"22:00-06:00\"], zone: Europe/Berlin}"),
                                optional("zone", new Shape.Text("a time zone such as `Europe/Berlin` or `UTC`", null), "",
                                        "Whose times of day `quiet` means; needed with it. Daylight saving is followed.",
                                        "batch: {quiet: \"22:00-06:00\", zone: Europe/Berlin}")),
                        "", "How changes are collected, and when they are kept back.", "batch: {every: 5m, size: 200}"),
                optional("limits", section(
                                limit("deletes", "The most records that may be deleted within an hour; more stop the sync for a person."),
                                limit("blanks", "The most records that may lose the value of one field within an hour.")),
                        "", "The safety brakes.", "limits: {deletes: {percent: 5, count: 20}}"),
                optional("examples", new Shape.ListOf(new Shape.MapOf(Names.Kind.SYSTEM.word(), Names.Kind.SYSTEM, null,
                                new Shape.MapOf("field", null, null, new Shape.Any(), 1), 2)),
                        "", "Golden records: the same thing as each system shows it. They are run by `test` and by the build.",
                        "examples: [{crm: {AccountNumber: A-1}, erp: {acc_no: A-1}}]"));
    }

    private static Key limit(String of, String meaning) {
        return optional(of, Shape.OneOf.of(percent("`none`"), section(
                        required("percent", new Shape.Number(false, 0, 100), "The share of the sync's records.",
                                "limits: {" + of + ": {percent: 5}}"),
                        optional("count", new Shape.Number(true, 0, Integer.MAX_VALUE), String.valueOf(LIMIT_COUNT),
                                "The number up to which the share is not looked at.",
                                "limits: {" + of + ": {percent: 5, count: 50}}"))),
                "10%", meaning, "limits: {" + of + ": 5%}");
    }

    private static Shape.Section systemKeys() {
        return section(
                optional("id", PATH, "id", "The field that holds the record id; records may carry it under `@id` instead.",
                        "crm: {id: Id}"),
                optional("modified", PATH, "", "The field that holds the time of the last change.",
                        "crm: {modified: SystemModstamp}"),
                optional("marker", PATH, "", "The field that the bridge marks its own writes with.",
                        "crm: {marker: LastSyncSource__c}"),
                optional("filter", Shape.MapOf.free("field", Shape.OneOf.of(new Shape.Value(), new Shape.ListOf(new Shape.Value()),
                                section(
                                        optional("is", VALUE_OR_VALUES, "", "The value, or one of the values.", "crm: {filter: {Type: {is: [A, B]}}}"),
                                        optional("not", VALUE_OR_VALUES, "", "Another value than this, or than all of these; none is one too.",
                                                "crm: {filter: {Type: {not: Test}}}"),
                                        optional("blank", new Shape.Flag(), "", "No value, or any.", "crm: {filter: {ClosedOn: {blank: true}}}"),
                                        optional("min", NUMBER, "", "The smallest number.", "crm: {filter: {Revenue: {min: 1000}}}"),
                                        optional("max", NUMBER, "", "The largest number.", "crm: {filter: {Revenue: {max: 1000}}}")))),
                        "all", "Which of the system's records take part: those that meet every condition. The fields are the system's"
                                + " own. A value, or a list of which one is meant, is the short form of `is`.",
                        "crm: {filter: {Type: Customer, Country: [DE, AT], Revenue: {min: 1000}}}"),
                optional("leaving", words("unlink", "delete", "keep"), "unlink",
                        "What becomes of the others when a record does not meet `filter` any more: its last edit is passed on and"
                                + " then it is left alone, as they are; it counts as deleted; or it stays in, as the filter only says"
                                + " which records enter.",
                        "crm: {filter: {Type: Customer}, leaving: keep}"),
                optional("lag", duration(), "3m, and 0s where the connector's answers are always current",
                        "How long the system may go on to show what was before a write, as a search index or a replica does: for so long"
                                + " a record that it leaves out is not missing, and an earlier value that it shows is no edit.",
                        "crm: {lag: 10m}"));
    }

    /**
     * A field line.
     *
     * @param used the types whose parameters it may have
     * @param systems the systems that may stand in it; empty for any
     */
    Shape.Section fieldLine(Collection<TransformType> used, Collection<String> systems) {
        var keys = new ArrayList<>(List.of(
                optional("type", new Shape.BySystem(words(types.stream().map(TransformType::name).toArray(String[]::new))),
                        "text", "How the systems' values are read and written.",
                        "revenue: {crm: Revenue, erp: turnover, type: {crm: currency, erp: number}}"),
                optional("private", new Shape.Flag(), "false",
                        "Whether the field's values are hidden on pages, in the API and in exports; the log still tells that and"
                                + " why they changed.",
                        "salary: {crm: Salary, erp: salary, private: true}"),
                optional("values", VALUES, "",
                        "A table of values. For a field of two systems: the first system's value and the second's, where the"
                                + " first's is the canonical one. Or for each system: the canonical value and the system's.",
                        "status: {crm: Status, erp: state, values: {crm: {on: Active}, erp: {on: A}}}"),
                optional("back", VALUES, "",
                        "The way back where several canonical values have one value in a system: that value, and the"
                                + " canonical value that it means.",
                        "status: {crm: Status, erp: state, values: {Active: A, New: A}, back: {A: Active}}"),
                optional("else", new Shape.BySystem(Shape.OneOf.of(words("keep", "fail"), section(required("value",
                                new Shape.Value(), "What stands for every value that the table does not hold.",
                                "status: {crm: Status, erp: state, values: {Active: A}, else: {value: O}, direction: crm -> erp}")))),
                        "keep", "What becomes of values that the table does not hold: kept as they are, refused, or replaced.",
                        "status: {crm: Status, erp: state, values: {Active: A}, else: fail}"),
                optional("ref", new Shape.Text("a sync's name", NAME), "",
                        "The field points to a record of that sync, or of this one: each system holds the id that the record has"
                                + " there. Parents come before children.",
                        "account: {crm: AccountId, erp: acc_id, ref: accounts}"),
                optional("default", new Shape.BySystem(new Shape.Value()), "", "What a blank in a system means.",
                        "country: {crm: Country, erp: country, default: {erp: DE}, direction: erp -> crm}"),
                optional("required", new Shape.BySystem(new Shape.Flag()), "false",
                        "Whether a system refuses a record without this value, so that the bridge does not try to write one.",
                        "name: {crm: Name, erp: name, required: {erp: true}}"),
                optional("constant", new Shape.Value(), "", "The field always has this value; it is written, never read.",
                        "origin: {erp: origin, constant: crm}"),
                optional("simple", new Shape.Text("an expression in Camel's Simple language", null), "",
                        "The field is computed from the record's other fields; it is written, never read.",
                        "label: {erp: label, simple: \"${body[lastName]}\"}"),
                optional("join", new Shape.BySystem(new Shape.Text("text", null)), "one space",
                        "What stands between the parts where one field is several in a system.",
                        "name: {crm: [FirstName, LastName], erp: name, join: \" \"}"),
                optional("split", new Shape.BySystem(words("first", "last")), "last",
                        "Where text is split into the parts: at the first or at the last separators.",
                        "name: {crm: [FirstName, LastName], erp: name, split: first}"),
                optional("direction", DIRECTIONS, "the sync's", "The field's own direction; it may go against the sync's.",
                        "number: {crm: Number, erp: no, direction: erp -> crm}"),
                optional("conflicts", CONFLICTS, "the sync's", "Who wins a conflict in this field.",
                        "phone: {crm: Phone, erp: phone, conflicts: {source-of-truth: crm}}"),
                optional("blanks", BLANKS, "the sync's", "What blanks do in this field.",
                        "phone: {crm: Phone, erp: phone, blanks: keep}")));
        parameters(used).forEach((name, shape) -> keys.add(optional(name, shape, "", description(name, used), "")));
        systems.forEach(system -> keys.add(optional(system, COLUMN, "", "", "")));
        return new Shape.Section(List.copyOf(keys), systems.isEmpty() ? COLUMN : null, parametersOfOtherTypes(used));
    }

    /** The names that no system can have, as they are keys of field lines. */
    List<String> reservedNames() {
        return fieldLine(types, List.of()).names();
    }

    /** The parameters of some types by name; one that several types share may be what any of them allows. */
    private static Map<String, Shape> parameters(Collection<TransformType> used) {
        var shapes = new LinkedHashMap<String, List<Shape>>();
        for (TransformType type : used) {
            for (Parameter parameter : type.parameters()) {
                var alternatives = shapes.computeIfAbsent(parameter.name(), name -> new ArrayList<>());
                if (!alternatives.contains(shape(parameter))) {
                    alternatives.add(shape(parameter));
                }
            }
        }
        var parameters = new LinkedHashMap<String, Shape>();
        shapes.forEach((name, alternatives) -> parameters.put(name, new Shape.BySystem(
                alternatives.size() == 1 ? alternatives.get(0) : new Shape.OneOf(List.copyOf(alternatives)))));
        return parameters;
    }

    private Map<String, String> parametersOfOtherTypes(Collection<TransformType> used) {
        var cures = new LinkedHashMap<String, String>();
        types.stream().filter(type -> !used.contains(type)).forEach(type -> type.parameters().forEach(parameter -> cures.putIfAbsent(
                parameter.name(), "It belongs to `type: " + type.name() + "`: add that type, or remove the key.")));
        return cures;
    }

    /** What one type allows as a parameter's value. */
    static Shape shape(Parameter parameter) {
        if (!parameter.allowed().isEmpty()) {
            return new Shape.Word(parameter.allowed());
        }
        return switch (parameter.shape()) {
            case TEXT -> TEXT;
            case INTEGER -> INTEGER;
            case BOOLEAN -> new Shape.Flag();
            case MAP -> MAP;
        };
    }

    private static final Shape TEXT = new Shape.Text("text", null);
    private static final Shape INTEGER = new Shape.Number(true, Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Shape MAP = Shape.MapOf.free("value", new Shape.Value());

    private static String description(String parameter, Collection<TransformType> used) {
        var sentences = new ArrayList<String>();
        for (TransformType type : used) {
            type.parameters().stream().filter(candidate -> candidate.name().equals(parameter))
                    .forEach(found -> sentences.add(type.name() + ": " + found.description()));
        }
        return String.join(" ", sentences);
    }

    private static Shape.Section section(Key... keys) {
        return new Shape.Section(List.of(keys), null, Map.of());
    }

    private static Shape words(String... words) {
        return new Shape.Word(List.of(words));
    }

    static Shape duration() {
        return new Shape.Text("a duration such as `500ms`, `30s`, `5m` or `1h`", DURATION);
    }

    private static Shape percent(String orElse) {
        return new Shape.Text("a percentage such as `5%`, " + orElse, Pattern.compile("none|" + PERCENT.pattern()));
    }
}
