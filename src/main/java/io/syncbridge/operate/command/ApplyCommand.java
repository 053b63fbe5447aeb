package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bridge apply}: does what a plan says, as far as nothing has changed since. */
@Command(name = "apply", mixinStandardHelpOptions = true,
        description = "Does what a plan says, and refuses each of its lines whose records have changed since.",
        footer = {"", "Exit code 0: done. 1: done, and some lines were refused, left out, failed or conflict. 6: paused,"
                + " cancelled or failed.", "", "  bridge apply 17"})
public class ApplyCommand extends RunCommand {

    private static final int SHOWN = 50;

    @Parameters(paramLabel = "PLAN", description = "The plan's number.")
    long plan;

    @Override
    String kind() {
        return "apply";
    }

    @Override
    String sync() throws RefusedException {
        return bridge.get("/api/runs/" + plan).path("sync").asText();
    }

    @Override
    Map<String, Object> parameters() {
        return given("plan", plan);
    }

    @Override
    int report(JsonNode run, PrintWriter out) throws RefusedException {
        if (output.isPlain()) {
            print(run, SHOWN, out);
        }
        JsonNode tally = run.path("tally");
        long bad = tally.path("refused").asLong() + tally.path("left out").asLong() + tally.path("failed").asLong()
                + tally.path("conflicts").asLong();
        return bad > 0 ? Exit.FOUND : Exit.DONE;
    }
}
