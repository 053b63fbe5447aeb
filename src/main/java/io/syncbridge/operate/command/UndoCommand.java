package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bridge undo}: takes back what the bridge wrote; first as a plan, then for good. */
@Command(name = "undo", mixinStandardHelpOptions = true,
        description = "Tells what would be put back of what the bridge wrote in a run or a span of time, or carries such a plan out.",
        footer = {"", "Exit code 0: all of it. 1: something is left as it is, or failed. 6: paused, cancelled or failed.", "",
                "  bridge undo --run 7",
                "  bridge undo contacts --from 2026-05-04T13:00:00Z --until 2026-05-04T13:30:00Z",
                "  bridge undo --plan 8        carries out the plan that one of these has made"})
public class UndoCommand extends RunCommand {

    /** What is taken back. */
    static class What {

        @Option(names = "--run", paramLabel = "RUN", description = "What this run wrote.")
        Long run;

        @Option(names = "--plan", paramLabel = "UNDO", description = "What this undo has planned; carries it out.")
        Long plan;

        @Option(names = "--from", paramLabel = "TIME", description = "What was written from then on.")
        String from;
    }

    @Parameters(paramLabel = "SYNC", arity = "0..1", description = "The sync's name; needed with --from.")
    String sync;

    @ArgGroup(multiplicity = "1")
    What what;

    @Option(names = "--until", paramLabel = "TIME", description = "With --from: until then; now if left out.")
    String until;

    @Override
    String kind() {
        return "undo";
    }

    @Override
    String sync() throws RefusedException {
        if (what.from != null) {
            if (sync == null) {
                throw new RefusedException(Exit.USAGE, "Name the sync: bridge undo SYNC --from TIME.");
            }
            return sync;
        }
        return bridge.get("/api/runs/" + (what.run == null ? what.plan : what.run)).path("sync").asText();
    }

    @Override
    Map<String, Object> parameters() {
        return given("run", what.run, "plan", what.plan, "from", what.from, "until", until);
    }

    @Override
    int report(JsonNode run, PrintWriter out) throws RefusedException {
        if (output.isPlain()) {
            print(run, 50, out);
        }
        JsonNode tally = run.path("tally");
        return tally.path("left").asLong() + tally.path("failed").asLong() + tally.path("skipped").asLong() > 0 ? Exit.FOUND : Exit.DONE;
    }
}
