package io.syncbridge.operate.command;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Problem;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bridge validate}: reads the definition files and tells every mistake. */
@Command(name = "validate", mixinStandardHelpOptions = true,
        description = "Reads all definition files and tells every mistake with its file and line. Exit code 1 if there is one.")
public class ValidateCommand implements Callable<Integer> {

    private final Definitions definitions;

    @Spec
    CommandSpec spec;

    public ValidateCommand(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (SyncDefinition sync : definitions.syncs()) {
            out.println("ok  " + sync.name() + " (" + sync.file() + "): " + String.join(", ", sync.systems().keySet()) + ", "
                    + sync.policy().fields().size() + " fields");
        }
        for (Problem problem : definitions.problems()) {
            out.println(problem);
        }
        out.flush();
        return definitions.problems().isEmpty() ? 0 : 1;
    }
}
