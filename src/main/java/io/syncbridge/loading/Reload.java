package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Folder;
import io.syncbridge.definition.RouteAddresses;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Problem;
import io.syncbridge.store.Audit;
import io.syncbridge.store.ReloadedFiles;
import io.syncbridge.store.ReloadedFiles.Taken;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Notices files that change while the bridge runs, checks them as a start does, and takes them over: when somebody says so, or
 * at once, as {@code bridge.reload} says. Files with mistakes change nothing.
 */
@ApplicationScoped
public class Reload {

    private static final Logger LOG = Logger.getLogger(Reload.class);
    private static final String PAGE = " See /console/reload, or the command reload.";

    /**
     * Changed files that are not taken over yet.
     *
     * @param meaning in words, what taking over means
     * @param problems what is wrong with them; they are not taken over before that is put right
     * @param failure why they could not be taken over; {@code null} where nobody has tried
     * @param definitions those of the files' syncs that are new or changed
     */
    public record Pending(Draft draft, List<String> meaning, List<Problem> problems, String failure, List<SyncDefinition> definitions) {

        public String id() {
            return draft.id();
        }

        public boolean isGood() {
            return problems.isEmpty();
        }
    }

    private final BridgeConfig config;
    private final DefinitionReader reader;
    private final Definitions definitions;
    private final RouteChecks checks;
    private final RunningRoutes routes;
    private final TakingOver takingOver;
    private final Meaning meaning;
    private final ReloadedFiles reloaded;
    private final Audit audit;
    private final Clock clock;
    /** Why drafts could not be taken over, by their ids. */
    private final Map<String, String> failures = new HashMap<>();
    private volatile Folder running;
    private Folder seen;
    private Folder judged;
    /** What was wrong when the files that run were started. */
    private Set<String> known = Set.of();
    private volatile List<Pending> pending = List.of();

    public Reload(BridgeConfig config, DefinitionReader reader, Definitions definitions, RouteChecks checks, RunningRoutes routes,
            TakingOver takingOver, Meaning meaning, ReloadedFiles reloaded, Audit audit, Clock clock) {
        this.config = config;
        this.reader = reader;
        this.definitions = definitions;
        this.checks = checks;
        this.routes = routes;
        this.takingOver = takingOver;
        this.meaning = meaning;
        this.reloaded = reloaded;
        this.audit = audit;
        this.clock = clock;
    }

    /** Begins to look for changes. @param started what the bridge was started with */
    synchronized void begin(Folder started) {
        running = started;
        seen = started;
        judged = started;
        reloaded.forgetOthers(started.texts().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, file -> FileChange.hash(file.getValue()))));
    }

    /** Returns the changed files that wait. */
    public List<Pending> pending() {
        return pending;
    }

    /** Returns the text of a file by which the bridge runs; empty where there is none. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(running).map(folder -> folder.text(name));
    }

    /** Looks for changes. What was still written to between two looks is left until it has come to rest. */
    synchronized void look() throws IOException {
        if (running == null) {
            return;
        }
        Folder now = Folder.read(config.routes());
        boolean atRest = now.equals(seen);
        seen = now;
        if (!atRest) {
            return;
        }
        if (!now.equals(judged)) {
            judge(now);
        }
        for (Pending one : pending) {
            takeIfWanted(one);
        }
    }

    private void takeIfWanted(Pending one) throws IOException {
        if (!one.isGood() || one.failure() != null || config.reload() == BridgeConfig.Reload.OFF) {
            return;
        }
        Map<String, Taken> taken = reloaded.taken();
        boolean elsewhere = one.draft().files().stream().allMatch(file -> taken.containsKey(file.name())
                && taken.get(file.name()).hash().equals(file.hash()));
        if (elsewhere) {
            LOG.infof("%s: taken over, as another instance did.", names(one.draft()));
            takeOver(one);
        } else if (config.reload() == BridgeConfig.Reload.AUTO && takeOver(one).isEmpty()) {
            note(one.draft(), "bridge.reload=auto");
        }
    }

    /**
     * Takes changed files over.
     *
     * @return why that cannot be done; empty where it was
     */
    public synchronized Optional<String> take(String id, String person) throws IOException {
        Pending found = pending.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
        if (config.reload() == BridgeConfig.Reload.OFF) {
            return Optional.of("Changed files are taken over at the next start, as bridge.reload=off says.");
        }
        Folder now = Folder.read(config.routes());
        if (found == null || !found.draft().files().stream().allMatch(file -> Objects.equals(file.now(), now.text(file.name())))) {
            return Optional.of("The files have changed since, or were taken over already. Look at them again.");
        }
        if (!found.isGood()) {
            return Optional.of("The files have mistakes: " + found.problems().get(0));
        }
        Optional<String> refusal = takeOver(found);
        if (refusal.isEmpty()) {
            note(found.draft(), person);
        }
        return refusal;
    }

    private Optional<String> takeOver(Pending one) throws IOException {
        Folder taken = one.draft().taken(running, judged);
        Optional<String> refusal = takingOver.take(one.draft(), running, taken, reader.read(taken));
        if (refusal.isEmpty()) {
            LOG.infof("%s: taken over.", names(one.draft()));
            running = taken;
        } else {
            LOG.errorf("%s: not taken over, and all runs as before. %s", names(one.draft()), refusal.get());
            failures.put(one.id(), refusal.get());
        }
        judge(judged);
        return refusal;
    }

    private void note(Draft draft, String person) {
        reloaded.took(draft.files().stream().collect(Collectors.toMap(FileChange::name, FileChange::hash)), person, clock.instant());
        audit.write(new Audit.Entry(0, clock.instant(), person, "reload", draft.syncs().size() == 1 ? draft.syncs().first() : null,
                names(draft), Map.of("syncs", List.copyOf(draft.syncs()), "id", draft.id())));
    }

    /** Finds out what the folder holds that does not run, and what is wrong with it. */
    private void judge(Folder now) throws IOException {
        Set<String> before = pending.stream().map(Pending::id).collect(Collectors.toSet());
        known = problems(running).map(Reload::known).collect(Collectors.toSet());
        judged = now;
        List<Pending> found = Draft.between(running, now).stream().map(draft -> pending(draft, now)).toList();
        if (found.size() > 1 && found.stream().anyMatch(one -> !one.isGood())) {
            Pending together = pending(Draft.all(found.stream().map(Pending::draft).toList()), now);
            found = together.isGood() ? List.of(together) : found;
        }
        pending = found;
        failures.keySet().retainAll(found.stream().map(Pending::id).toList());
        found.stream().filter(one -> !before.contains(one.id())).forEach(this::tell);
    }

    private void tell(Pending one) {
        if (one.isGood()) {
            LOG.infof("%s: changed since the bridge runs by it. %s%s", names(one.draft()), config.reload() == BridgeConfig.Reload.OFF
                    ? "It is taken over at the next start (bridge.reload=off)." : config.reload() == BridgeConfig.Reload.ASK
                            ? "It waits until somebody takes it over (bridge.reload=ask)." : "", PAGE);
        } else {
            LOG.errorf("%s: changed, and has mistakes. All runs as before.%s%n%s", names(one.draft()), PAGE,
                    one.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
    }

    private Pending pending(Draft draft, Folder now) {
        Folder taken = draft.taken(running, now);
        Definitions read = reader.read(taken);
        Set<String> places = draft.files().stream().flatMap(file -> Stream.of(file.name(), config.routes().resolve(file.name()).toString()))
                .collect(Collectors.toSet());
        var problems = new LinkedHashSet<Problem>();
        var doubts = new LinkedHashSet<Problem>();
        if (now.isEmpty()) {
            problems.add(new Problem("empty-folder", config.routes().toString(), "The folder holds no definition and no route file any more, or cannot be read.",
                    "Put the files back. To end all syncs, stop the bridge."));
        } else {
            try {
                RouteChecks.Found found = checks.check(taken, read, routes.all());
                Map<Boolean, List<Problem>> mistakes = Stream.concat(read.problems().stream(), found.mistakes().stream()).collect(
                        Collectors.partitioningBy(problem -> places.stream().anyMatch(place -> LoadedFiles.isAt(problem, place))));
                problems.addAll(mistakes.get(true));
                if (problems.isEmpty()) {
                    mistakes.get(false).stream().filter(problem -> !known.contains(known(problem))).forEach(problems::add);
                }
                found.missing().stream().filter(problem -> !known.contains(known(problem)))
                        .forEach(problem -> (problem.code().equals(RouteAddresses.NEVER_POLLED) ? doubts : problems).add(problem));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        List<SyncDefinition> changed = read.syncs().stream()
                .filter(sync -> draft.files().stream().anyMatch(file -> file.name().equals(sync.file()))).toList();
        List<String> words = Stream.concat(meaning.of(draft, definitions, read).stream(), doubts.stream().map(Problem::toString)).toList();
        return new Pending(draft, words, List.copyOf(problems), failures.get(draft.id()), changed);
    }

    private Stream<Problem> problems(Folder folder) throws IOException {
        Definitions read = reader.read(folder);
        RouteChecks.Found found = checks.check(folder, read, routes.all());
        return Stream.of(read.problems(), found.mistakes(), found.missing()).flatMap(List::stream);
    }

    /** What is wrong is the same in another line. */
    private static String known(Problem problem) {
        return problem.code() + " " + problem.where().split(":")[0] + " " + problem.message();
    }

    private static String names(Draft draft) {
        return draft.files().stream().map(FileChange::name).collect(Collectors.joining(", "));
    }
}
