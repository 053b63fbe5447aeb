package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bridge reload}: shows files that have changed while the bridge runs, and takes them over. */
@Command(name = "reload", mixinStandardHelpOptions = true, showDefaultValues = false,
        description = "Shows the files that are otherwise than those by which the bridge runs: their differences, what they mean, their"
                + " mistakes. With --yes they are taken over, which takes an admin; other syncs are not interrupted.",
        footer = {"", "Exit code 0: no file waits. 1: some wait, or have mistakes. 5: they could not be taken over, and all runs as before.", "",
                "  bridge reload", "  bridge reload --plan", "  bridge reload --yes"})
public class ReloadCommand extends BridgeAction {

    private static final List<Column> COLUMNS = List.of(Column.of("id", "/id"), new Column("files", ReloadCommand::names),
            Column.of("syncs", "/syncs"), new Column("problems", change -> Integer.toString(change.path("problems").size())),
            Column.of("failure", "/failure"));

    @Parameters(paramLabel = "ID", description = "Only these changes, as they are listed; all if left out.")
    List<String> ids = List.of();

    @Option(names = "--yes", description = "Take them over. Those with mistakes are left.")
    boolean yes;

    @Option(names = "--plan", description = "Ask for plans of what a backfill by the changed definitions would write. Nothing is written.")
    boolean plan;

    @Mixin
    Output output;

    @Override
    public Integer call() throws RefusedException {
        JsonNode found = bridge.get("/api/reload");
        var changes = new ArrayList<JsonNode>();
        for (JsonNode change : found.path("changes")) {
            if (ids.isEmpty() || ids.contains(change.path("id").asText())) {
                changes.add(change);
            }
        }
        if (!ids.isEmpty() && changes.size() < ids.size()) {
            throw new RefusedException(Exit.REFUSED, "Some of these have changed since, or were taken over. List them again: bridge reload.");
        }
        return yes ? take(changes) : plan ? plan(changes) : show(found, changes);
    }

    private int show(JsonNode found, List<JsonNode> changes) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.format == null && !output.isJson()) {
            changes.forEach(change -> print(change, out));
            out.println(changes.isEmpty() ? "No file has changed since it was taken over."
                    : changes.stream().allMatch(change -> !change.path("problems").isEmpty()) ? "All runs as before until the mistakes are put right."
                    : "Take over what has no mistakes with: bridge reload --yes");
        } else {
            output.print(found, changes, COLUMNS, out);
        }
        out.flush();
        return changes.isEmpty() ? Exit.DONE : Exit.FOUND;
    }

    private static void print(JsonNode change, PrintWriter out) {
        out.println(change.path("id").asText() + "  " + names(change));
        for (JsonNode file : change.path("files")) {
            out.println("--- " + file.path("name").asText() + " (" + file.path("kind").asText().toLowerCase(Locale.ROOT) + ")");
            file.path("lines").forEach(line -> out.println(switch (line.path("kind").asText()) {
                case "ADDED" -> "+ " + line.path("text").asText();
                case "REMOVED" -> "- " + line.path("text").asText();
                case "GAP" -> "...";
                default -> "  " + line.path("text").asText();
            }));
        }
        change.path("meaning").forEach(words -> out.println("* " + words.asText()));
        change.path("problems").forEach(problem -> out.println("mistake  " + problem.path("where").asText() + ": "
                + problem.path("message").asText() + " " + problem.path("cure").asText("")));
        if (change.hasNonNull("failure")) {
            out.println("not taken over  " + change.path("failure").asText());
        }
        out.println();
    }

    private int take(List<JsonNode> changes) throws RefusedException {
        int left = 0;
        for (JsonNode change : changes) {
            if (change.path("problems").isEmpty()) {
                bridge.post("/api/reload/" + Connection.escape(change.path("id").asText()) + "/take", Map.of());
                say("taken over: " + names(change));
            } else {
                left++;
                say("has mistakes, and is left: " + names(change) + ": " + change.path("problems").path(0).path("where").asText() + ": "
                        + change.path("problems").path(0).path("message").asText());
            }
        }
        if (changes.isEmpty()) {
            say("No file has changed since it was taken over.");
        }
        return left == 0 ? Exit.DONE : Exit.FOUND;
    }

    private int plan(List<JsonNode> changes) throws RefusedException {
        for (JsonNode change : changes) {
            if (change.path("plannable").isEmpty()) {
                say(names(change) + ": nothing to plan");
                continue;
            }
            bridge.post("/api/reload/" + Connection.escape(change.path("id").asText()) + "/plan", Map.of()).path("plans").fields()
                    .forEachRemaining(one -> say("plan " + one.getValue().asLong() + " of " + one.getKey() + ": see /console/runs/"
                            + one.getValue().asLong()));
        }
        return changes.isEmpty() ? Exit.DONE : Exit.FOUND;
    }

    private static String names(JsonNode change) {
        var names = new ArrayList<String>();
        change.path("files").forEach(file -> names.add(file.path("name").asText()));
        return String.join(", ", names);
    }
}
