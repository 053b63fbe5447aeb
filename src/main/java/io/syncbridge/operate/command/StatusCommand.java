package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import io.syncbridge.operate.view.State;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bridge status}: how the running bridge's syncs are. */
@Command(name = "status", mixinStandardHelpOptions = true, showDefaultValues = false,
        description = "Shows how the syncs of the running bridge are.",
        footer = {"", "Exit code 0: nothing needs a person. 1: reviews, failed changes, syncs that do not simply run, mistakes in"
                + " files or files that wait to be taken over do.", "",
                "  bridge status --user anna --password",
                "  BRIDGE_USER=anna BRIDGE_PASSWORD=... bridge status --json | jq .syncs"})
public class StatusCommand extends BridgeAction {

    private static final String ROW = "%-20s %-20s %10s %9s %9s %9s %9s %9s %9s%n";

    private static final List<Column> COLUMNS = List.of(Column.of("sync", "/sync"), new Column("state", StatusCommand::word),
            Column.of("since", "/since"), Column.of("waiting", "/waiting"), Column.of("held", "/held"), Column.of("lag seconds", "/lagSeconds"),
            Column.of("retrying", "/retrying"), Column.of("children", "/children"), Column.of("reviews", "/reviews"),
            Column.of("failed", "/failed"), Column.of("why", "/why"));

    @Mixin
    Output output;

    @Override
    public Integer call() throws RefusedException {
        JsonNode overview = bridge.get("/api/syncs");
        PrintWriter out = spec.commandLine().getOut();
        if (output.format == null && !output.isJson()) {
            print(out, overview);
            bridge.get("/api/streams").forEach(stream -> print(out, stream.path("database").asText(), stream));
        } else {
            output.print(overview, overview.path("syncs"), COLUMNS, out);
        }
        out.flush();
        return needsPerson(overview) ? 1 : 0;
    }

    private static void print(PrintWriter out, JsonNode overview) {
        out.printf(ROW, "sync", "state", "waiting", "held", "lag", "retrying", "children", "reviews", "failed");
        for (JsonNode sync : overview.path("syncs")) {
            out.printf(ROW, sync.path("sync").asText(), word(sync), sync.path("waiting").asLong(), sync.path("held").asLong(),
                    sync.path("lagSeconds").asLong() + " s", sync.path("retrying").asLong(), sync.path("children").asLong(),
                    sync.path("reviews").asLong(), sync.path("failed").asLong());
        }
        for (JsonNode sync : overview.path("syncs")) {
            for (JsonNode condition : sync.path("conditions")) {
                out.printf("%s: %s%s: %s%n", sync.path("sync").asText(), word(condition),
                        condition.hasNonNull("since") ? " since " + condition.path("since").asText() : "", condition.path("why").asText());
            }
        }
        overview.path("problems").forEach(problem -> out.println(text(problem)));
        for (JsonNode change : overview.path("changes")) {
            out.println("changed since the bridge runs by it: " + Output.text(change.path("files")) + (change.path("problems").isEmpty()
                    ? "; see `bridge reload`" : "; all runs as before, since it has mistakes:"));
            change.path("problems").forEach(problem -> out.println("  " + text(problem)));
        }
    }

    private static void print(PrintWriter out, String database, JsonNode stream) {
        out.printf("database %s: %s, slot %s%s%n", database, stream.path("status").asText().toLowerCase(Locale.ROOT), stream.path("slotName").asText(),
                stream.hasNonNull("slot") ? ", %,d bytes behind (%d s), %,d bytes kept".formatted(stream.at("/slot/behind").asLong(),
                        stream.path("behindSeconds").asLong(), stream.at("/slot/retained").asLong()) : "");
        if (stream.hasNonNull("problem")) {
            out.println("database " + database + ": " + stream.path("problem").asText());
        }
        stream.path("stopped").fields().forEachRemaining(reader -> out.println(reader.getKey() + ": " + reader.getValue().asText()));
    }

    private static String text(JsonNode problem) {
        return problem.path("where").asText() + ": " + problem.path("message").asText() + " " + problem.path("cure").asText();
    }

    private static String word(JsonNode state) {
        return State.valueOf(state.path("state").asText()).word();
    }

    private static boolean needsPerson(JsonNode overview) {
        for (JsonNode sync : overview.path("syncs")) {
            if (State.valueOf(sync.path("state").asText()).level() != State.Level.GOOD
                    || sync.path("reviews").asLong() + sync.path("failed").asLong() > 0) {
                return true;
            }
        }
        return !overview.path("problems").isEmpty() || !overview.path("changes").isEmpty();
    }
}
