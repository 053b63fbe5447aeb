package io.syncbridge.operate.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bridge completion}: prints the script by which a shell completes the commands. */
@Command(name = "completion", mixinStandardHelpOptions = true,
        description = "Prints the script by which bash or zsh completes the commands and options of `bridge`, however that is defined.",
        footer = {"", "  alias bridge='java -jar quarkus-app/quarkus-run.jar'", "  source <(bridge completion)"})
public class CompletionCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(AutoComplete.bash("bridge", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
