package io.syncbridge.operate.command;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.loading.RouteChecks;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bridge validate}: reads definition files, route files and Kamelets, and shows every mistake. */
@Command(name = "validate", mixinStandardHelpOptions = true,
        description = "Reads all definition files, route files and Kamelets and shows every mistake with its file and line. Exit code 1 if there is one.")
public class ValidateCommand implements Callable<Integer> {

    private final Definitions definitions;
    private final RouteChecks routes;
    private final ConnectCheck check;

    @Spec
    CommandSpec spec;

    @Mixin
    Output output;

    @Option(names = "--connect", description = "Ask each system too: whether it is reached and lets the bridge in, and whether it has "
            + "the fields that are mapped to it, of types, lengths and permissions that serve. Nothing is written.")
    boolean connect;

    public ValidateCommand(Definitions definitions, RouteChecks routes, ConnectCheck check) {
        this.definitions = definitions;
        this.routes = routes;
        this.check = check;
    }

    @Override
    public Integer call() throws IOException {
        var checks = new Checks(output, spec.commandLine().getOut());
        for (SyncDefinition sync : definitions.syncs()) {
            checks.ok(sync.name() + " (" + sync.file() + ")", String.join(", ", sync.systems().keySet()) + ", " + sync.policy().fields().size() + " fields");
        }
        var problems = new LinkedHashSet<>(definitions.problems());
        problems.addAll(routes.problems());
        if (connect) {
            problems.addAll(check.ask(definitions.syncs(), checks));
        }
        problems.forEach(checks::problem);
        return checks.end();
    }
}
