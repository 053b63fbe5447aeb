package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files that teams write, as a folder held them at one moment.
 *
 * @param texts by the files' names, those of Kamelets with their folder's: {@code kamelets/x.kamelet.yaml}; empty where a file
 *     cannot be read
 * @param unreadable the files that cannot be read, by name; under {@code .} the folder itself
 */
public record Folder(SortedMap<String, String> texts, Map<String, Problem> unreadable) {

    /** The name of the folder itself. */
    public static final String ITSELF = ".";

    private static final String DEFINITION = ".sync.yaml";
    private static final List<String> ROUTES = List.of(".camel.yaml", ".camel.xml");
    private static final String KAMELET = ".kamelet.yaml";
    private static final String KAMELETS = "kamelets";

    public Folder {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        unreadable = Map.copyOf(unreadable);
    }

    /** Reads a folder. Other folders in it are not looked into, but for that of the Kamelets; hidden files belong to editors. */
    public static Folder read(Path folder) {
        var texts = new TreeMap<String, String>();
        var unreadable = new TreeMap<String, Problem>();
        try {
            for (String name : names(folder)) {
                if (isDefinition(name) || isRoutes(name)) {
                    text(folder, name, texts, unreadable);
                }
            }
            Path kamelets = folder.resolve(KAMELETS);
            for (String name : Files.isDirectory(kamelets) ? names(kamelets) : List.<String>of()) {
                if (name.endsWith(KAMELET)) {
                    text(folder, KAMELETS + "/" + name, texts, unreadable);
                }
            }
        } catch (IOException e) {
            unreadable.put(ITSELF, new Problem("unreadable-folder", folder.toString(), "The folder cannot be read: " + e + ".",
                    "Create it, or set `bridge.routes` to the folder with the definition files."));
        }
        return new Folder(texts, unreadable);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).toList();
        }
    }

    private static void text(Path folder, String name, Map<String, String> texts, Map<String, Problem> unreadable) {
        try {
            texts.put(name, Files.readString(folder.resolve(name)));
        } catch (IOException e) {
            texts.put(name, "");
            unreadable.put(name, new Problem("unreadable-file", isDefinition(name) ? name : folder.resolve(name).toString(),
                    "The file cannot be read: " + e + ".", "Make it a readable file in UTF-8."));
        }
    }

    /** Says whether there is neither a definition nor a route file, as where a volume is not mounted. */
    public boolean isEmpty() {
        return texts.keySet().stream().noneMatch(name -> isDefinition(name) || isRoutes(name));
    }

    public static boolean isDefinition(String name) {
        return name.endsWith(DEFINITION);
    }

    public static boolean isRoutes(String name) {
        return ROUTES.stream().anyMatch(name::endsWith);
    }

    public static boolean isKamelet(String name) {
        return name.endsWith(KAMELET);
    }

    /** Returns the name of a Kamelet in a file: {@code x} of {@code kamelets/x.kamelet.yaml}. */
    public static String kamelet(String name) {
        return name.substring(KAMELETS.length() + 1, name.length() - KAMELET.length());
    }

    /** Returns the names of the route files that can be read. */
    public List<String> routes() {
        return readable(Folder::isRoutes);
    }

    /** Returns the names of the Kamelets' files that can be read. */
    public List<String> kamelets() {
        return readable(Folder::isKamelet);
    }

    private List<String> readable(Predicate<String> kind) {
        return texts.keySet().stream().filter(kind).filter(name -> !unreadable.containsKey(name)).toList();
    }

    public String text(String name) {
        return texts.get(name);
    }

    /** Returns the folder with a file as another folder has it, or without it where that does not. */
    public Folder with(String name, Folder other) {
        var changed = new TreeMap<>(texts);
        var not = new TreeMap<>(unreadable);
        changed.remove(name);
        not.remove(name);
        if (other.texts.containsKey(name)) {
            changed.put(name, other.text(name));
        }
        if (other.unreadable.containsKey(name)) {
            not.put(name, other.unreadable.get(name));
        }
        return new Folder(changed, not);
    }
}
