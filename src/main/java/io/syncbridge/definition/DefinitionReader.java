package io.syncbridge.definition;

import io.syncbridge.mapping.Forms;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads definition files and checks them. It never throws for what a file says: all mistakes of all files come back
 * together as problems, each with its place and its cure.
 */
public final class DefinitionReader {

    private static final String EXTENSION = ".sync.yaml";

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
        var definitions = new ArrayList<SyncDefinition>();
        var problems = new ArrayList<Problem>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().endsWith(EXTENSION)).sorted().toList()) {
                Definitions read = readFile(file);
                definitions.addAll(read.syncs());
                problems.addAll(read.problems());
            }
        } catch (IOException unreadable) {
            problems.add(new Problem("unreadable-folder", folder.toString(), "The folder cannot be read: " + unreadable + ".",
                    "Create it, or set `bridge.routes` to the folder with the definition files."));
        }
        return ReferenceCheck.check(withoutTwins(definitions, problems));
    }

    private Definitions readFile(Path file) {
        String name = file.getFileName().toString();
        try {
            return read(name, Files.readString(file));
        } catch (IOException unreadable) {
            return new Definitions(List.of(), List.of(new Problem("unreadable-file", name,
                    "The file cannot be read: " + unreadable + ".", "Make it a readable file in UTF-8.")));
        }
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
