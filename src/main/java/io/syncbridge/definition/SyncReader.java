package io.syncbridge.definition;

import io.syncbridge.definition.SyncDefinition.Reference;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.RecordMapping;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.reconcile.FieldPolicy;
import io.syncbridge.reconcile.Policy;
import io.syncbridge.reconcile.SystemScope;
import io.syncbridge.reconcile.policy.ConflictPolicy;
import io.syncbridge.reconcile.policy.LastWriteWins;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one definition file, section after section; a mistake in one does not keep the others from being checked. */
final class SyncReader {

    private final TransformTypes types;
    private final ExpressionCompiler expressions;
    private final Specification specification;

    SyncReader(TransformTypes types, ExpressionCompiler expressions) {
        this.types = types;
        this.expressions = expressions;
        this.specification = new Specification(types.all());
    }

    /** Returns the definition; nothing where any problem is reported. */
    Optional<SyncDefinition> read(String name, String yaml, Problems problems) {
        return YamlFile.parse(name, yaml, problems)
                .map(file -> definition(name, file, problems))
                .filter(definition -> problems.isEmpty());
    }

    private SyncDefinition definition(String name, Node.Entries file, Problems problems) {
        Scope scope = scope(file, problems);
        new ShapeCheck(scope.names(), problems).check(file, specification.fileAroundFields(), "");
        new SystemReader(file, scope).check(specification);
        Map<String, Field> fields = fields(file, scope);
        Map<String, SystemDefinition> systems = new SystemReader(file, scope).read(fields);
        var mapping = new RecordMapping(fields.values().stream().map(Field::mapping).toList());
        new FilterReader(file, scope).check(systems, fields);
        new SharedPlaces(file, scope).check(systems, fields);
        return new SyncDefinition(file.text("sync").orElse(""), name, Identity.of(file),
                systems, new MatchReader(file, scope).read(fields), MatchReader.matchesCase(file),
                new TitleReader(file, scope).read(fields), mapping, policy(file, fields, scope, FilterReader.scopes(systems, mapping, references(fields).keySet())),
                new BatchReader(file, scope).read(), SettingsReader.limits(file), new ExampleReader(file, scope).read(fields),
                fields.values().stream().map(Field::mapping).toList(), privateFields(fields),
                references(fields), places(file, "fields"), places(file, "systems"));
    }

    private static Map<String, String> places(Node.Entries file, String section) {
        var places = new LinkedHashMap<String, String>();
        file.section(section).entries().forEach((name, entry) -> places.put(name, entry.place().toString()));
        return Collections.unmodifiableMap(places);
    }

    /** Returns how a former definition mapped the fields, as far as that can still be read. */
    List<FieldMapping> lines(Map<String, String> identity) {
        Node.Entries fields = FormerReader.json(identity.get("fields"));
        List<String> systems = FormerReader.systems(identity);
        var scope = new Scope(new Names(new LinkedHashSet<>(systems), fields.entries().keySet()), systems, Direction.both(systems),
                new LastWriteWins(), Optional.empty(), false, new Problems());
        return fields(new Node.Entries(fields.place(), Map.of("fields", new Node.Entry(fields.place(), fields))), scope).values()
                .stream().map(Field::mapping).toList();
    }

    private static Map<String, Reference> references(Map<String, Field> fields) {
        var references = new LinkedHashMap<String, Reference>();
        fields.values().stream().filter(field -> field.reference() != null)
                .forEach(field -> references.put(field.policy().name(), field.reference()));
        return Collections.unmodifiableMap(references);
    }

    private static Scope scope(Node.Entries file, Problems problems) {
        var systems = file.section("systems").entries().keySet();
        var names = new Names(systems, file.section("fields").entries().keySet());
        Direction direction = file.text("direction").flatMap(text -> Direction.parse(text, systems))
                .filter(named -> systems.containsAll(named.systems())).orElse(Direction.both(systems));
        ConflictPolicy conflicts = PolicyReader.conflicts(file).orElse(new LastWriteWins());
        return new Scope(names, List.copyOf(systems), direction, conflicts, PolicyReader.firstContact(file),
                PolicyReader.keepBlanks(file).orElse(false), problems);
    }

    private Map<String, Field> fields(Node.Entries file, Scope scope) {
        var fields = new LinkedHashMap<String, Field>();
        file.section("fields").entries().forEach((name, entry) -> {
            if (entry.value() instanceof Node.Entries line) {
                fields.put(name, new FieldReader(name, entry.place(), line, scope, types).read(specification, expressions));
            }
        });
        return fields;
    }

    private static Set<String> privateFields(Map<String, Field> fields) {
        return fields.values().stream().filter(Field::isPrivate).map(field -> field.mapping().field())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Policy policy(Node.Entries file, Map<String, Field> fields, Scope scope,
            Map<String, SystemScope> scopes) {
        var policies = new LinkedHashMap<String, FieldPolicy>();
        fields.forEach((name, field) -> policies.put(name, field.policy()));
        return new Policy(scope.systems(), scope.direction().sources(), scope.direction().targets(), policies,
                PolicyReader.deletesAgainstEdits(file).orElse(scope.conflicts()), PolicyReader.deletes(file, scope.systems()), PolicyReader.orphans(file), scopes);
    }
}
