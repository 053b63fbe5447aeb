package io.syncbridge.loading;

import io.syncbridge.definition.Definitions;
import io.syncbridge.model.Problem;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Everything that is wrong with the files that teams wrote, and by which the bridge runs. */
@Singleton
public class LoadedFiles {

    private final Definitions definitions;
    private final List<Problem> routeProblems = new CopyOnWriteArrayList<>();

    public LoadedFiles(Definitions definitions) {
        this.definitions = definitions;
    }

    /** Returns the problems of definition files and of route files. */
    public List<Problem> problems() {
        return Stream.concat(definitions.problems().stream(), routeProblems.stream()).toList();
    }

    void report(Problem problem) {
        routeProblems.add(problem);
    }

    /** Forgets what was wrong with route files and Kamelets that are replaced. @param places as problems name them */
    void forget(Collection<String> places) {
        routeProblems.removeIf(problem -> places.stream().anyMatch(place -> isAt(problem, place)));
    }

    /** Says whether a problem is one of a file. */
    static boolean isAt(Problem problem, String place) {
        return problem.where().equals(place) || problem.where().startsWith(place + ":");
    }
}
