package io.syncbridge.operate.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.syncbridge.operate.command.Connection.RefusedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the bridge's program can be asked to do. */
@Command(name = "bridge", mixinStandardHelpOptions = true, version = "Data Sync Bridge",
        description = "Keeps the same records the same in two or more systems. Without a command it runs the syncs.",
        subcommands = {ValidateCommand.class, ExamplesCommand.class, ChangeLogCommand.class, StatusCommand.class,
                ReviewsCommand.class, BackfillCommand.class, PlanCommand.class, ApplyCommand.class, CompareCommand.class,
                RepairCommand.class, UndoCommand.class, RemapCommand.class, NotifyCommand.class, PasswordCommand.class})
public class BridgeCommand implements QuarkusApplication, Runnable {

    private static final int REFUSED = 3;

    private final CommandLine.IFactory factory;

    public BridgeCommand(CommandLine.IFactory factory) {
        this.factory = factory;
    }

    @Override
    public int run(String... args) {
        return new CommandLine(this, factory).setExecutionExceptionHandler(BridgeCommand::told).execute(args);
    }

    private static int told(Exception e, CommandLine command, CommandLine.ParseResult given) throws Exception {
        if (e instanceof RefusedException) {
            command.getErr().println(e.getMessage());
            return REFUSED;
        }
        throw e;
    }

    @Override
    public void run() {
        Quarkus.waitForExit();
    }
}
