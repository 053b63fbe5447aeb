package io.syncbridge.operate.command;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.ExampleCheck;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bridge test}: runs the examples in the definition files. */
@Command(name = "test", mixinStandardHelpOptions = true,
        description = "Runs the examples of all definition files through their mappings. Exit code 1 if one does not hold.")
public class ExamplesCommand implements Callable<Integer> {

    private final Definitions definitions;

    @Spec
    CommandSpec spec;

    @Mixin
    Output output;

    public ExamplesCommand(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public Integer call() {
        var checks = new Checks(output, spec.commandLine().getOut());
        definitions.problems().forEach(checks::problem);
        for (SyncDefinition sync : definitions.syncs()) {
            List<Problem> problems = ExampleCheck.check(sync);
            problems.forEach(checks::problem);
            String told = sync.examples().size() + " examples";
            if (problems.isEmpty()) {
                checks.ok(sync.name(), told);
            } else {
                checks.bad(sync.name(), told);
            }
        }
        return checks.end();
    }
}
