package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bridge repair}: puts right what a comparison found. */
@Command(name = "repair", mixinStandardHelpOptions = true,
        description = "Puts right what a comparison found, as far as the definition allows, and lists the rest.",
        footer = {"", "Exit code 0: all is put right. 1: something is left. 6: paused, cancelled or failed.", "",
                "  bridge repair 15"})
public class RepairCommand extends RunCommand {

    @Parameters(paramLabel = "COMPARE", description = "The number of the comparison.")
    long compare;

    @Override
    String kind() {
        return "repair";
    }

    @Override
    String sync() throws RefusedException {
        return bridge.get("/api/runs/" + compare).path("sync").asText();
    }

    @Override
    Map<String, Object> parameters() {
        return Map.of("compare", compare);
    }

    @Override
    int report(JsonNode run, PrintWriter out) throws RefusedException {
        if (output.isPlain()) {
            print(run, 50, out);
        }
        return run.path("tally").path("left").asLong() > 0 ? Exit.FOUND : Exit.DONE;
    }
}
