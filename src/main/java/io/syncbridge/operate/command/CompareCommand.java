package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bridge compare}: tells whether the systems of a sync hold the same. */
@Command(name = "compare", mixinStandardHelpOptions = true,
        description = "Compares all records of a sync's systems, and tells what differs and why.",
        footer = {"", "Exit code 0: they agree, or differ only as the definition allows. 1: they differ."
                + " 6: paused, cancelled or failed.", "", "  bridge compare contacts"})
public class CompareCommand extends RunCommand {

    @Parameters(paramLabel = "SYNC", description = "The sync's name.")
    String sync;

    @Option(names = "--most", paramLabel = "N", defaultValue = "50", description = "Print at most so many differences; 50 if left out.")
    int most;

    @Override
    String kind() {
        return "compare";
    }

    @Override
    String sync() {
        return sync;
    }

    @Override
    Map<String, Object> parameters() {
        return Map.of();
    }

    @Override
    int report(JsonNode run, PrintWriter out) throws RefusedException {
        if (output.isPlain()) {
            print(run, most, out);
        }
        return run.path("agreement").path("differing").asLong() > 0 ? Exit.FOUND : Exit.DONE;
    }
}
