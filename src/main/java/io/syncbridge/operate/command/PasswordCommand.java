package io.syncbridge.operate.command;

import io.syncbridge.operate.command.Passwords.BadUserException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bridge password}: makes the hash that stands in the settings. */
@Command(name = "password", mixinStandardHelpOptions = true,
        description = "Reads a password from the terminal, or from standard input, and prints its hash for"
                + " bridge.people.<name>.password. `user add` does more of the work.")
public class PasswordCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            spec.commandLine().getOut().println(Passwords.hash());
            spec.commandLine().getOut().flush();
            return Exit.DONE;
        } catch (BadUserException bad) {
            spec.commandLine().getErr().println(bad.getMessage());
            return Exit.USAGE;
        }
    }
}
