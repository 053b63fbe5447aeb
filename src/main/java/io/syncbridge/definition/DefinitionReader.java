package io.syncbridge.definition;

import io.syncbridge.mapping.Forms;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.model.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads definition files and checks them. It never throws for what a file says: all mistakes of all files come back
 * together as problems, each with its place and its cure.
 */
public final class DefinitionReader {

    private final SyncReader reader;

    /**
     * @param types the transform types that field lines can name
     * @param expressions compiles the expressions of computed fields
     */
    public DefinitionReader(TransformTypes types, ExpressionCompiler expressions) {
        this.reader = new SyncReader(types, expressions);
    }

    /** Reads all {@code *.sync.yaml} of a folder, sorted by name; folders in it are not looked into. */
    public Definitions read(Path folder) {
        return read(Folder.read(folder));
    }

    /** Likewise, of a folder whose files were read already. */
    public Definitions read(Folder folder) {
        var definitions = new ArrayList<SyncDefinition>();
        var problems = new ArrayList<Problem>();
        Optional.ofNullable(folder.unreadable().get(Folder.ITSELF)).ifPresent(problems::add);
        for (String name : folder.texts().keySet().stream().filter(Folder::isDefinition).toList()) {
            Problem unreadable = folder.unreadable().get(name);
            Definitions read = unreadable == null ? read(name, folder.text(name)) : new Definitions(List.of(), List.of(unreadable));
            definitions.addAll(read.syncs());
            problems.addAll(read.problems());
        }
        return ReferenceCheck.check(withoutTwins(definitions, problems));
    }

    /**
     * Reads one definition.
     *
     * @param fileName the file's name, for the places of problems
     */
    public Definitions read(String fileName, String yaml) {
        var problems = new Problems();
        List<SyncDefinition> syncs = reader.read(fileName, yaml, problems).stream().toList();
        return new Definitions(syncs, problems.found());
    }

    /**
     * Returns in which forms systems may hold values of a sync that was run by former definitions.
     *
     * @param identities of the former definitions, newest first; see {@link SyncDefinition#identity}
     */
    public Forms forms(SyncDefinition sync, List<Map<String, String>> identities) {
        return new FormerReader(reader).forms(sync, identities);
    }

    /** Returns one text for each key in which two definitions differ: what it was, and what it is. */
    public static List<String> differences(Map<String, String> before, Map<String, String> now) {
        return FormerReader.differences(before, now);
    }

    /** Returns one text for each key in which the files of two definitions differ, their examples left aside. */
    public static List<String> textDifferences(String before, String now) {
        return FormerReader.plainDifferences(plain(before), plain(now));
    }

    private static Map<String, Object> plain(String yaml) {
        var plain = new LinkedHashMap<>(YamlFile.parse("", yaml, new Problems()).map(Node.Entries::plain).orElse(Map.of()));
        plain.remove("examples");
        return plain;
    }

    /** Takes out every definition of a sync that is defined twice, as neither can be trusted to be the right one. */
    private static Definitions withoutTwins(List<SyncDefinition> definitions, List<Problem> problems) {
        Map<String, List<SyncDefinition>> byName = new LinkedHashMap<>();
        definitions.forEach(sync -> byName.computeIfAbsent(sync.name(), name -> new ArrayList<>()).add(sync));
        var unique = new ArrayList<SyncDefinition>();
        for (List<SyncDefinition> same : byName.values()) {
            if (same.size() == 1) {
                unique.add(same.get(0));
            } else {
                List<String> files = same.stream().map(SyncDefinition::file).toList();
                files.forEach(file -> problems.add(new Problem("duplicate-sync", file + ":1",
                        "The sync `" + same.get(0).name() + "` is defined in " + DidYouMean.quoted(files) + ".",
                        "Remove all files but one, or rename a sync.")));
            }
        }
        return new Definitions(unique, problems);
    }
}
