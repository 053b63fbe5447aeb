package io.syncbridge.operate.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.syncbridge.component.Plain;
import io.syncbridge.operate.command.Connection.RefusedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the bridge's program can be asked to do. */
@Command(name = "bridge", mixinStandardHelpOptions = true, version = "Data Sync Bridge",
        description = "Keeps the same records the same in two or more systems. Without a command it runs the syncs.",
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:done, and nothing needs a person",
                "1:something needs a person: reviews, failures, open brakes, systems that are down, differences, mistakes in files",
                "2:the command line cannot be understood", "3:the running bridge cannot be reached",
                "4:the bridge does not know who asks, or the role is too small", "5:the bridge refuses what it is asked",
                "6:a run was paused, was cancelled or has failed", "70:the command itself has failed"},
        subcommands = {ValidateCommand.class, ExamplesCommand.class, ChangeLogCommand.class, CdcCommand.class, StatusCommand.class, SystemsCommand.class,
                SyncCommand.Pause.class, SyncCommand.Resume.class, SyncCommand.Poll.class, ReviewsCommand.class, FailuresCommand.class,
                BrakesCommand.class, LogCommand.class, BackfillCommand.class, PlanCommand.class, ApplyCommand.class, CompareCommand.class,
                RepairCommand.class, UndoCommand.class, RemapCommand.class, ReloadCommand.class, NotifyCommand.class, UserCommand.class, PasswordCommand.class,
                CompletionCommand.class})
public class BridgeCommand implements QuarkusApplication, Runnable {

    private final CommandLine.IFactory factory;

    public BridgeCommand(CommandLine.IFactory factory) {
        this.factory = factory;
    }

    @Override
    public int run(String... args) {
        return new CommandLine(this, factory).setExecutionExceptionHandler(BridgeCommand::told).execute(args);
    }

    /** Prints what went wrong in a line and returns the exit code. */
    public static int told(Exception e, CommandLine command, CommandLine.ParseResult given) {
        command.getErr().println(Plain.message(e));
        command.getErr().flush();
        return e instanceof RefusedException refused ? refused.code() : Exit.BROKEN;
    }

    @Override
    public void run() {
        Quarkus.waitForExit();
    }
}
