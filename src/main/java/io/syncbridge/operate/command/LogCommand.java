package io.syncbridge.operate.command;

import static io.syncbridge.operate.command.RunCommand.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Output.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bridge log}: shows the sync log. */
@Command(name = "log", mixinStandardHelpOptions = true, description = "Shows the sync log, newest first.",
        footer = {"", "  bridge log --sync contacts --status failed", "  bridge log --record 4711 --from 2026-03-01 -n 1000 -o csv > log.csv"})
public class LogCommand extends Listing {

    @Option(names = "--sync", description = "Only this sync's.")
    String sync;

    @Option(names = "--sync-id", paramLabel = "ID", description = "Only of the records with this sync id.")
    String syncId;

    @Option(names = "--record", paramLabel = "ID", description = "Only of the record with this id, in any system.")
    String record;

    @Option(names = "--status", description = "success, failed, conflict or skipped.")
    String status;

    @Option(names = "--operation", description = "create, update or delete.")
    String operation;

    @Option(names = "--from", paramLabel = "TIME", description = "From then on: 2026-03-01 or 2026-03-01T10:15:30Z.")
    String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before then.")
    String to;

    @Option(names = "--run", paramLabel = "N", description = "Only what this run brought about.")
    Long run;

    @Override
    String path() {
        return "/api/log";
    }

    @Override
    Map<String, Object> query() {
        return given("sync", sync, "syncId", syncId, "record", record, "status", status, "operation", operation, "from", from, "to", to, "run", run);
    }

    @Override
    List<Column> columns() {
        return List.of(Column.of("at", "/at"), Column.of("sync", "/sync"), Column.word("status", "/status"),
                Column.word("operation", "/operation"),
                new Column("from", row -> record(row, "source")), new Column("to", row -> record(row, "target")),
                Column.of("fields", "/fields"), Column.of("rule", "/rule"), Column.of("error", "/error"));
    }

    private static String record(JsonNode row, String end) {
        return Stream.of(end + "System", end + "RecordId").map(row::path).map(Output::text).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
    }

    /** What has happened may have been put right since. */
    @Override
    boolean needsPerson(JsonNode row) {
        return false;
    }
}
