package io.syncbridge.operate.command;

import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.command.Passwords.BadUserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge user}: makes people who log in by name and password. */
@Command(name = "user", mixinStandardHelpOptions = true, description = "Makes people who log in by name and password.",
        subcommands = UserCommand.Add.class, footer = {"", "  bridge user add anna --role admin --write"})
public class UserCommand extends CommandGroup {

    /** Never shows or stores the password itself. */
    @Command(name = "add", mixinStandardHelpOptions = true,
            description = "Asks for a password, or reads it from standard input, and prints the settings of a new person, or writes them."
                    + " Exit code 0: done. 2: a name, role or password cannot be. The bridge reads its settings when it starts.")
    public static class Add implements Callable<Integer> {

        private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@+-]{1,64}");
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

        @Spec
        CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "The name to log in with.")
        String name;

        @Option(names = "--role", required = true, paramLabel = "ROLE",
                description = "viewer may look; operator may also settle, retry and pause; admin may also release brakes, undo and see the audit log.")
        String role;

        @Option(names = "--write", description = "Add the settings to the file instead of printing them.")
        boolean write;

        @Option(names = "--file", paramLabel = "FILE", defaultValue = "application.properties", description = "The file of --write; ${DEFAULT-VALUE}.")
        Path file;

        @Override
        public Integer call() throws IOException {
            try {
                check();
                String settings = settings(key(), Passwords.hash(), role);
                if (write) {
                    Files.writeString(file, settings, StandardOpenOption.APPEND);
                    say("Written to " + file + ". " + name + " can log in when the bridge has been started again.");
                } else {
                    say(settings.strip());
                }
                return Exit.DONE;
            } catch (BadUserException bad) {
                spec.commandLine().getErr().println(bad.getMessage());
                return Exit.USAGE;
            }
        }

        private void check() throws IOException, BadUserException {
            if (!NAME.matcher(name).matches()) {
                throw new BadUserException("'" + name + "' is no name to log in with: it has letters, digits and . _ @ + - only.");
            }
            if (!List.of(Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN).contains(role)) {
                throw new BadUserException("There is no role '" + role + "'. The roles are " + String.join(", ", Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN) + ".");
            }
            if (write && isThere()) {
                throw new BadUserException(file + " has a person " + name + " already. Change the lines that begin with " + key() + " there.");
            }
        }

        private boolean isThere() throws IOException, BadUserException {
            try {
                return Files.readAllLines(file).stream().anyMatch(line -> line.strip().startsWith(key() + "."));
            } catch (NoSuchFileException missing) {
                throw new BadUserException("There is no file " + file + ". Run this in the folder where the bridge is started, or name it with --file.");
            }
        }

        private String key() {
            return "bridge.people." + (PLAIN.matcher(name).matches() ? name : "\"" + name + "\"");
        }

        private static String settings(String key, String hash, String role) {
            return "\n%s.password=%s\n%s.roles=%s\n".formatted(key, hash, key, role);
        }

        private void say(String text) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(text);
            out.flush();
        }
    }
}
