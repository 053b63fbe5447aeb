package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bridge remap}: brings records to a definition that has changed; first as a plan, then for good. */
@Command(name = "remap", mixinStandardHelpOptions = true,
        description = "Tells which records hold values in a form of a former definition or lack a field that was added, or carries"
                + " such a plan out.",
        footer = {"", "Exit code 0: all of it. 1: something is left as it is, or failed. 6: paused, cancelled or failed.", "",
                "  bridge remap contacts",
                "  bridge remap --plan 8       carries out the plan that the first has made"})
public class RemapCommand extends RunCommand {

    /** What is to be done. */
    static class What {

        @Parameters(paramLabel = "SYNC", description = "The sync's name; makes a plan.")
        String sync;

        @Option(names = "--plan", paramLabel = "REMAP", description = "What this remap has planned; carries it out.")
        Long plan;
    }

    @ArgGroup(multiplicity = "1")
    What what;

    @Override
    String kind() {
        return "remap";
    }

    @Override
    String sync() throws RefusedException {
        return what.sync != null ? what.sync : bridge.get("/api/runs/" + what.plan).path("sync").asText();
    }

    @Override
    Map<String, Object> parameters() {
        return given("plan", what.plan);
    }

    @Override
    int report(JsonNode run, PrintWriter out) throws RefusedException {
        if (output.isPlain()) {
            print(run, 50, out);
        }
        JsonNode tally = run.path("tally");
        return tally.path("left").asLong() + tally.path("failed").asLong() + tally.path("broken").asLong() > 0 ? Exit.FOUND : Exit.DONE;
    }
}
