package io.syncbridge.loading;

import io.syncbridge.definition.Folder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changed files that are taken over together, since they are about the same syncs.
 *
 * @param id names what the files hold
 * @param files those that have changed
 * @param routes the route files whose routes are stopped and started
 * @param syncs those that stand still meanwhile
 */
public record Draft(String id, List<FileChange> files, SortedSet<String> routes, SortedSet<String> syncs) {

    private static final Pattern NAME = Pattern.compile("(?m)^sync:\\s*[\"']?([\\w.-]+)");
    private static final Pattern ADDRESS = Pattern.compile("\\bsync:(?://)?([\\w.-]+)/");
    private static final Pattern BEGINNING = Pattern.compile("\\bfrom\\b[^a-zA-Z]*(?:uri[^a-zA-Z]*)?((?:direct|seda):[\\w.-]+)");
    private static final Pattern KAMELET = Pattern.compile("\\bkamelet:([\\w.-]+)");
    private static final int SHORT = 12;

    private static Draft of(Collection<FileChange> files, Collection<String> routes, Collection<String> syncs) {
        List<FileChange> sorted = files.stream().sorted((one, other) -> one.name().compareTo(other.name())).toList();
        String id = FileChange.digest(sorted.stream().map(file -> file.name() + "\0" + file.hash()).collect(Collectors.joining("\0")));
        return new Draft(id.substring(0, SHORT), sorted, new TreeSet<>(routes), new TreeSet<>(syncs));
    }

    /** Returns the drafts that bring a folder from what runs to what it holds now; none is about a sync of another. */
    static List<Draft> between(Folder running, Folder now) {
        var drafts = new ArrayList<Draft>();
        for (FileChange file : changes(running, now)) {
            Draft draft = concerned(file, running, now);
            List<Draft> same = drafts.stream().filter(draft::meets).toList();
            drafts.removeAll(same);
            drafts.add(all(Stream.concat(same.stream(), Stream.of(draft)).toList()));
        }
        return List.copyOf(drafts);
    }

    /** Returns one draft of several. */
    static Draft all(List<Draft> drafts) {
        return of(drafts.stream().flatMap(draft -> draft.files().stream()).toList(), drafts.stream().flatMap(draft -> draft.routes().stream()).toList(),
                drafts.stream().flatMap(draft -> draft.syncs().stream()).toList());
    }

    private static List<FileChange> changes(Folder running, Folder now) {
        var names = new TreeSet<>(running.texts().keySet());
        names.addAll(now.texts().keySet());
        return names.stream().map(name -> new FileChange(name, running.text(name), now.text(name)))
                .filter(file -> file.before() == null || !file.before().equals(file.now())
                        || now.unreadable().containsKey(file.name()) != running.unreadable().containsKey(file.name())).toList();
    }

    private boolean meets(Draft other) {
        return syncs.stream().anyMatch(other.syncs::contains) || routes.stream().anyMatch(other.routes::contains);
    }

    /** Returns the folder as it is when the draft, and nothing else, is taken over. */
    Folder taken(Folder running, Folder now) {
        Folder taken = running;
        for (FileChange file : files) {
            taken = taken.with(file.name(), now);
        }
        return taken;
    }

    private static Draft concerned(FileChange file, Folder running, Folder now) {
        var syncs = new TreeSet<String>();
        SortedSet<String> routes;
        if (Folder.isDefinition(file.name())) {
            syncs.addAll(found(NAME, file));
            routes = routes(running, now, (name, text) -> found(ADDRESS, text).stream().anyMatch(syncs::contains));
        } else if (Folder.isKamelet(file.name())) {
            Set<String> kamelets = using(Folder.kamelet(file.name()), running, now);
            routes = routes(running, now, (name, text) -> found(KAMELET, text).stream().anyMatch(kamelets::contains));
        } else {
            routes = routes(running, now, (name, text) -> name.equals(file.name()));
        }
        Set<String> begun = routes.stream().flatMap(name -> found(BEGINNING, both(name, running, now)).stream()).collect(Collectors.toSet());
        SortedSet<String> sending = routes(running, now, (name, text) -> begun.stream().anyMatch(address -> text.matches("(?s).*\\b"
                + Pattern.quote(address) + "\\b.*")));
        Stream.concat(routes.stream(), sending.stream()).forEach(name -> syncs.addAll(found(ADDRESS, both(name, running, now))));
        return of(List.of(file), routes, syncs);
    }

    /** Returns the Kamelets that are, or use, this one. */
    private static Set<String> using(String kamelet, Folder running, Folder now) {
        var using = new TreeSet<>(Set.of(kamelet));
        boolean more = true;
        while (more) {
            more = names(running, now).filter(Folder::isKamelet)
                    .filter(name -> found(KAMELET, both(name, running, now)).stream().anyMatch(using::contains))
                    .map(Folder::kamelet).toList().stream().map(using::add).reduce(false, Boolean::logicalOr);
        }
        return using;
    }

    private static SortedSet<String> routes(Folder running, Folder now, BiPredicate<String, String> wanted) {
        return names(running, now).filter(Folder::isRoutes).filter(name -> wanted.test(name, both(name, running, now)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(Folder running, Folder now) {
        return Stream.concat(running.texts().keySet().stream(), now.texts().keySet().stream()).distinct();
    }

    /** Returns what a file says in both folders. */
    private static String both(String name, Folder running, Folder now) {
        return running.texts().getOrDefault(name, "") + "\n" + now.texts().getOrDefault(name, "");
    }

    private static Set<String> found(Pattern pattern, FileChange file) {
        return found(pattern, (file.before() == null ? "" : file.before()) + "\n" + (file.now() == null ? "" : file.now()));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
