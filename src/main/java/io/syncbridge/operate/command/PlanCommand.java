package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bridge plan}: tells what a backfill would do, and does nothing. */
@Command(name = "plan", mixinStandardHelpOptions = true,
        description = "Reads every record of a sync's systems and tells what a backfill would do. Writes nothing.",
        footer = {"", "Exit code 0: nothing is left to review or breaks a rule. 1: something is. 6: paused, cancelled or failed.", "",
                "  bridge plan contacts", "  bridge plan contacts --json > plan.json",
                "  bridge apply 17"})
public class PlanCommand extends RunCommand {

    @Parameters(paramLabel = "SYNC", description = "The sync's name.")
    String sync;

    @Option(names = "--from", paramLabel = "SYSTEM", split = ",", description = "The systems to read; all sources if left out.")
    List<String> from;

    @Option(names = "--where", paramLabel = "FIELD=VALUE", split = ",", description = "Only records with this value; repeatable.")
    Map<String, String> where;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many records in a second.")
    Integer rate;

    @Option(names = "--show", paramLabel = "N", defaultValue = "50", description = "At most so many lines; ${DEFAULT-VALUE} if left out.")
    int show;

    @Override
    String kind() {
        return "plan";
    }

    @Override
    String sync() {
        return sync;
    }

    @Override
    Map<String, Object> parameters() {
        return given("from", from, "where", where, "rate", rate);
    }

    @Override
    void printJson(JsonNode run, PrintWriter out) throws RefusedException {
        printWhole(run, out);
    }

    @Override
    int report(JsonNode run, PrintWriter out) throws RefusedException {
        if (output.isPlain()) {
            print(run, show, out);
        }
        return run.path("tally").path("review").asLong() + run.path("tally").path("broken").asLong() > 0 ? Exit.FOUND : Exit.DONE;
    }
}
