package io.syncbridge.operate.command;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.ExampleCheck;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bridge test}: runs the examples in the definition files. */
@Command(name = "test", mixinStandardHelpOptions = true,
        description = "Runs the examples of all definition files through their mappings. Exit code 1 if one does not hold.")
public class ExamplesCommand implements Callable<Integer> {

    private final Definitions definitions;

    @Spec
    CommandSpec spec;

    public ExamplesCommand(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        definitions.problems().forEach(out::println);
        boolean good = definitions.problems().isEmpty();
        for (SyncDefinition sync : definitions.syncs()) {
            List<Problem> problems = ExampleCheck.check(sync);
            problems.forEach(out::println);
            out.println((problems.isEmpty() ? "ok  " : "bad ") + sync.name() + ": " + sync.examples().size() + " examples");
            good &= problems.isEmpty();
        }
        out.flush();
        return good ? 0 : 1;
    }
}
