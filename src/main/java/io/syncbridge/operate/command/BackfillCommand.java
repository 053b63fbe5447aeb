package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bridge backfill}: takes in every record of a sync's systems. */
@Command(name = "backfill", mixinStandardHelpOptions = true,
        description = "Takes in every record of a sync's systems, behind the live changes.",
        footer = {"", "Exit code 0: done. 1: done, and some records failed or conflict. 6: paused, cancelled or failed.", "",
                "  bridge backfill contacts",
                "  bridge backfill contacts --from crm --where country=DE --rate 500"})
public class BackfillCommand extends RunCommand {

    @Parameters(paramLabel = "SYNC", description = "The sync's name.")
    String sync;

    @Option(names = "--from", paramLabel = "SYSTEM", split = ",", description = "The systems to read; all sources if left out.")
    List<String> from;

    @Option(names = "--where", paramLabel = "FIELD=VALUE", split = ",", description = "Only records with this value; repeatable.")
    Map<String, String> where;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many records in a second.")
    Integer rate;

    @Override
    String kind() {
        return "backfill";
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
    int report(JsonNode run, PrintWriter out) {
        return run.path("tally").path("failed").asLong() + run.path("tally").path("conflicts").asLong() > 0 ? Exit.FOUND : Exit.DONE;
    }
}
