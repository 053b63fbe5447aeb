package io.syncbridge.operate.command;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.DescriptionCheck;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.loading.AskingRoutes;
import io.syncbridge.model.Description;
import io.syncbridge.model.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the systems of definitions whether they can serve what is mapped to them. */
@ApplicationScoped
class ConnectCheck {

    private final AskingRoutes routes;
    private final Systems systems;

    ConnectCheck(AskingRoutes routes, Systems systems) {
        this.routes = routes;
        this.systems = systems;
    }

    /**
     * Asks them, tells each, and returns what is wrong.
     *
     * @throws IOException if the route files cannot be read
     */
    List<Problem> ask(List<SyncDefinition> syncs, Checks checks) throws IOException {
        var problems = new ArrayList<>(routes.start());
        for (SyncDefinition sync : syncs) {
            for (String system : sync.systems().keySet()) {
                List<Problem> found = ask(sync, system, checks);
                problems.addAll(found);
            }
        }
        return problems;
    }

    private List<Problem> ask(SyncDefinition sync, String system, Checks checks) {
        String of = sync.name() + "/" + system;
        try {
            Optional<Description> description = systems.describe(sync.name(), system);
            if (description.isEmpty()) {
                checks.unasked(of, "not asked, since its route does more than to hand over to a Kamelet that can describe it");
                return List.of();
            }
            List<Problem> problems = DescriptionCheck.problems(sync, system, description.get());
            if (problems.isEmpty()) {
                checks.ok(of, description.get().fields().isEmpty() ? "it answers; it does not describe its fields"
                        : "it answers, and its " + description.get().fields().size() + " fields serve the definition");
            }
            return problems;
        } catch (SystemCallException unasked) {
            return List.of(new Problem(unasked.isPassing() ? "not-reachable" : "not-answered", sync.file(), unasked.getMessage(),
                    "Look at the system, its login and the Kamelet's options."));
        }
    }
}
