package io.syncbridge.operate.command;

import static io.syncbridge.operate.command.RunCommand.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bridge brakes}: lists what stopped syncs, and decides it. */
@Command(name = "brakes", mixinStandardHelpOptions = true, description = "Lists what stopped syncs before they wrote, and decides it.",
        subcommands = {BrakesCommand.ListCommand.class, BrakesCommand.ReleaseCommand.class, BrakesCommand.RejectCommand.class},
        footer = {"", "  bridge brakes list", "  bridge brakes release 3", "  bridge brakes reject 3"})
public class BrakesCommand extends CommandGroup {

    /** Lists them. */
    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists brakes, newest first. Exit code 0: none is open. 1: one is, and its sync stands still.")
    public static class ListCommand extends Listing {

        @Option(names = "--sync", description = "Only this sync's.")
        String sync;

        @Override
        String path() {
            return "/api/brakes";
        }

        @Override
        Map<String, Object> query() {
            return given("sync", sync);
        }

        @Override
        List<Column> columns() {
            return List.of(Column.of("id", "/id"), Column.of("opened", "/openedAt"), Column.of("sync", "/sync"),
                    Column.word("kind", "/kind"),
                    Column.word("state", "/state"), Column.of("why", "/why"));
        }

        @Override
        boolean needsPerson(JsonNode row) {
            return row.path("state").asText().equals("OPEN");
        }
    }

    /** Decides one. */
    abstract static class Decision extends BridgeAction {

        private final String action;
        private final String done;

        @Parameters(paramLabel = "ID", description = "Its number, as list shows it.")
        long id;

        Decision(String action, String done) {
            this.action = action;
            this.done = done;
        }

        @Override
        public Integer call() throws RefusedException {
            bridge.post("/api/brakes/" + id + "/" + action, Map.of());
            say("brake " + id + ": " + done);
            return Exit.DONE;
        }
    }

    /** Lets go on. */
    @Command(name = "release", mixinStandardHelpOptions = true, description = "Lets the sync go on with what stopped it. Takes an admin.")
    public static class ReleaseCommand extends Decision {

        public ReleaseCommand() {
            super("release", "released");
        }
    }

    /** Turns back. */
    @Command(name = "reject", mixinStandardHelpOptions = true, description = "Lets the sync go on, and turns back what stopped it. Takes an admin.")
    public static class RejectCommand extends Decision {

        public RejectCommand() {
            super("reject", "rejected");
        }
    }
}
