package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import io.syncbridge.operate.view.State;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands have in common that hold or drive syncs. */
public abstract class SyncCommand extends BridgeAction {

    private static final List<Column> COLUMNS = List.of(Column.of("sync", "/sync"), Column.of("result", "/result"));

    @Mixin
    Output output;

    @Parameters(arity = "1..*", paramLabel = "SYNC", description = "The syncs' names.")
    List<String> syncs;

    /** The action, as the API calls it, and what it is asked with. */
    abstract String action();

    /** Says what has come of it. */
    abstract String told(JsonNode answer);

    @Override
    public Integer call() throws RefusedException {
        var rows = JsonNodeFactory.instance.arrayNode();
        for (String sync : syncs) {
            String told = told(bridge.post("/api/syncs/" + Connection.escape(sync) + "/" + action(), Map.of()));
            rows.addObject().put("sync", sync).put("result", told);
            if (output.isPlain()) {
                say(sync + ": " + told);
            }
        }
        if (!output.isPlain()) {
            output.print(rows, rows, COLUMNS, spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
        }
        return Exit.DONE;
    }

    /** {@code bridge pause}: holds syncs. */
    @Command(name = "pause", mixinStandardHelpOptions = true,
            description = "Holds syncs: changes are still accepted, and wait. It holds over restarts and in all instances.", footer = {"", "  bridge pause contacts"})
    public static class Pause extends SyncCommand {

        @Override
        String action() {
            return "pause";
        }

        @Override
        String told(JsonNode answer) {
            return State.valueOf(answer.path("state").asText()).word();
        }
    }

    /** {@code bridge resume}: lets syncs go on. */
    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets paused syncs go on.", footer = {"", "  bridge resume contacts"})
    public static class Resume extends Pause {

        @Override
        String action() {
            return "resume";
        }
    }

    /** {@code bridge poll}: asks systems for changes now. */
    @Command(name = "poll", mixinStandardHelpOptions = true, description = "Asks the systems of syncs for changes now.",
            footer = {"", "  bridge poll contacts", "  bridge poll contacts --system crm"})
    public static class Poll extends SyncCommand {

        @Option(names = "--system", description = "Only this system; all of the sync's if left out.")
        String system;

        @Override
        String action() {
            return system == null ? "poll" : "poll?system=" + Connection.escape(system);
        }

        @Override
        String told(JsonNode answer) {
            return "asking " + Output.text(answer.path("polled"));
        }
    }
}
