package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bridge systems}: how the systems are doing. */
@Command(name = "systems", mixinStandardHelpOptions = true, description = "Shows how the systems are doing, as the bridge that is asked finds them.",
        footer = {"", "Exit code 0: all answer. 1: some are left alone for a while."})
public class SystemsCommand extends BridgeAction {

    @Mixin
    Output output;

    @Override
    public Integer call() throws RefusedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode systems = bridge.get("/api/systems");
        output.print(systems, systems, List.of(Column.of("system", "/system"),
                new Column("state", system -> system.path("paused").asBoolean() ? "down" : "up"), Column.of("until", "/pausedUntil"),
                new Column("clock", SystemsCommand::clock), Column.of("reason", "/reason")), out);
        out.flush();
        return StreamSupport.stream(systems.spliterator(), false).anyMatch(system -> system.path("paused").asBoolean()) ? Exit.FOUND : Exit.DONE;
    }

    /** The API says it in seconds, or in words of ISO 8601. */
    private static String clock(JsonNode system) {
        JsonNode offset = system.path("clockOffset");
        double seconds = offset.isNumber() ? offset.asDouble() : Duration.parse(offset.asText()).toMillis() / 1000.0;
        return seconds == 0 ? "agrees" : "%+.1f s".formatted(seconds);
    }
}
