package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bridge notify}: tries the notifications. */
@Command(name = "notify", mixinStandardHelpOptions = true, description = "Tries the notifications.",
        subcommands = NotifyCommand.TestCommand.class, footer = {"", "  bridge notify test", "  bridge notify test ops"})
public class NotifyCommand extends CommandGroup {

    /** Has the running bridge send a test message. */
    @Command(name = "test", mixinStandardHelpOptions = true,
            description = "Has the running bridge send a test message to all receivers under bridge.notify.to, or to some."
                    + " Exit code 0: all were sent. 1: some were not, or there is no receiver.")
    public static class TestCommand extends BridgeAction {

        private static final List<Column> COLUMNS = List.of(Column.of("receiver", "/receiver"), Column.of("sent", "/sent"), Column.of("why", "/why"));

        @Mixin
        Output output;

        @Parameters(paramLabel = "RECEIVER", description = "Names, as under bridge.notify.to; all if left out.")
        List<String> receivers = List.of();

        @Override
        public Integer call() throws RefusedException {
            JsonNode tried = bridge.post("/api/notifications/test" + receivers.stream()
                    .map(name -> "receiver=" + Connection.escape(name))
                    .collect(Collectors.joining("&", receivers.isEmpty() ? "" : "?", "")), Map.of());
            PrintWriter out = spec.commandLine().getOut();
            if (output.isPlain() && tried.isEmpty()) {
                out.println("Nobody is notified: set bridge.notify.to.<name>.mail, .slack, .teams, .webhook or .endpoint.");
            } else if (output.isPlain()) {
                tried.forEach(one -> out.println(one.path("sent").asBoolean() ? "ok  " + one.path("receiver").asText()
                        : "--  " + one.path("receiver").asText() + ": " + one.path("why").asText()));
            } else {
                output.print(tried, tried, COLUMNS, out);
            }
            out.flush();
            return !tried.isEmpty() && StreamSupport.stream(tried.spliterator(), false).allMatch(one -> one.path("sent").asBoolean()) ? Exit.DONE : Exit.FOUND;
        }
    }
}
