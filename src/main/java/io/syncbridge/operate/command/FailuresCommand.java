package io.syncbridge.operate.command;

import static io.syncbridge.operate.command.RunCommand.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bridge failures}: lists failed changes, tries them again, drops them. */
@Command(name = "failures", mixinStandardHelpOptions = true, description = "Lists failed changes, tries them again, edits or drops them.",
        subcommands = {FailuresCommand.ListCommand.class, FailuresCommand.RetryCommand.class, FailuresCommand.DiscardCommand.class,
            FailuresCommand.EditCommand.class},
        footer = {"", "  bridge failures list --sync contacts", "  bridge failures retry 17 18", "  bridge failures discard --sync contacts",
            "  bridge failures edit 17 phone='+1 415 555 0100'"})
public class FailuresCommand extends CommandGroup {

    /** Lists them. */
    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists failed changes, newest first. Exit code 0: none needs a person. 1: some do.")
    public static class ListCommand extends Listing {

        @Option(names = "--sync", description = "Only this sync's.")
        String sync;

        @Option(names = "--state", description = "failed: needs a person; waiting: is tried again by itself. Both if left out.")
        String state;

        @Override
        String path() {
            return "/api/failures";
        }

        @Override
        Map<String, Object> query() {
            return given("sync", sync, "state", state);
        }

        @Override
        List<Column> columns() {
            return List.of(Column.of("id", "/id"), Column.of("last", "/lastAt"), Column.of("sync", "/sync"),
                    Column.word("state", "/state"), Column.of("from", "/sourceSystem"),
                    Column.of("to", "/targetSystem"), Column.of("record", "/targetRecordId"), Column.of("attempts", "/attempts"), Column.of("error", "/error"));
        }

        @Override
        boolean needsPerson(JsonNode row) {
            return row.path("state").asText().equals("FAILED");
        }
    }

    /** Does the same to several. */
    abstract static class Many extends BridgeAction {

        private final String action;
        private final String done;

        @ArgGroup(multiplicity = "1")
        Which which;

        Many(String action, String done) {
            this.action = action;
            this.done = done;
        }

        static class Which {

            @Parameters(arity = "1..*", paramLabel = "ID", description = "Their numbers, as list shows them.")
            List<Long> ids;

            @Option(names = "--sync", description = "All of this sync that need a person, at most 1000.")
            String sync;
        }

        @Override
        public Integer call() throws RefusedException {
            JsonNode result = bridge.post("/api/failures/" + action, which.ids == null ? Map.of("sync", which.sync) : Map.of("ids", which.ids));
            long number = result.path(done).asLong();
            say(number + " " + done);
            return which.ids == null || number == which.ids.size() ? Exit.DONE : Exit.FOUND;
        }
    }

    /** Tries some again. */
    @Command(name = "retry", mixinStandardHelpOptions = true,
            description = "Tries failed changes again, with the newest values. Exit code 1: some of the numbers are not there any more.")
    public static class RetryCommand extends Many {

        public RetryCommand() {
            super("retry", "retrying");
        }
    }

    /** Drops some. */
    @Command(name = "discard", mixinStandardHelpOptions = true,
            description = "Drops failed changes; the next change of a record tries again. Exit code 1: some of the numbers are not there any more.")
    public static class DiscardCommand extends Many {

        public DiscardCommand() {
            super("discard", "discarded");
        }
    }

    /** Gives fields of one other values. */
    @Command(name = "edit", mixinStandardHelpOptions = true, description = "Gives fields other values, in all systems, and tries again.")
    public static class EditCommand extends BridgeAction {

        @Parameters(index = "0", paramLabel = "ID", description = "Its number, as list shows it.")
        long id;

        @Parameters(index = "1", arity = "1..*", paramLabel = "FIELD=VALUE", description = "The new values.")
        Map<String, String> fields;

        @Override
        public Integer call() throws RefusedException {
            bridge.post("/api/failures/" + id + "/edit", Map.of("fields", fields));
            say("1 retrying");
            return Exit.DONE;
        }
    }
}
