package io.syncbridge.operate.command;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bridge password}: makes the hash that stands in the settings. */
@Command(name = "password", mixinStandardHelpOptions = true,
        description = "Reads a password from the terminal, or from standard input, and prints its hash for"
                + " bridge.people.<name>.password.")
public class PasswordCommand implements Callable<Integer> {

    private static final int COST = 12;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String password = read();
        if (password.isBlank()) {
            spec.commandLine().getErr().println("No password was given.");
            return 2;
        }
        spec.commandLine().getOut().println(BcryptUtil.bcryptHash(password, COST));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static String read() throws IOException {
        Console terminal = System.console();
        return terminal != null ? new String(terminal.readPassword("Password: "))
                : new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
