package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import java.io.Console;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bridge reviews}: lists and settles what waits for a person. */
@Command(name = "reviews", aliases = "review", mixinStandardHelpOptions = true, description = "Lists and settles conflicts that wait for a person.",
        subcommands = {ReviewsCommand.ListCommand.class, ReviewsCommand.ShowCommand.class, ReviewsCommand.SettleCommand.class},
        footer = {"", "  bridge reviews list --sync contacts", "  bridge reviews show 17",
                "  bridge reviews settle 17 18 --take crm --preview", "  bridge reviews settle 17 18 --take crm",
                "  bridge reviews settle 19 --value '+1 415 555 0100'", "  bridge reviews settle 20 --link erp/4711"})
public class ReviewsCommand extends CommandGroup {

    /** Exit code 1 where something waits. */
    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists open reviews. Exit code 0: there are none. 1: there are some.")
    public static class ListCommand extends BridgeAction {

        private static final List<Column> COLUMNS = List.of(Column.of("id", "/id"), Column.of("sync", "/sync"), Column.of("kind", "/kind"),
                Column.of("record", "/title"), Column.of("sync id", "/syncId"), Column.of("question", "/question"), Column.of("field", "/field"),
                Column.of("was", "/lastAgreed"), new Column("now", ListCommand::claims));

        @Option(names = "--sync", description = "Only this sync's.")
        String sync;

        @Mixin
        Output output;

        @Override
        public Integer call() throws RefusedException {
            String only = sync == null ? "" : "&sync=" + Connection.escape(sync);
            JsonNode page = bridge.get("/api/reviews?size=1000" + only);
            PrintWriter out = spec.commandLine().getOut();
            if (output.format != null || output.isJson()) {
                output.print(page, page.path("items"), COLUMNS, out);
            } else {
                page.path("items").forEach(review -> out.println(line(review)));
                out.println(page.path("items").size() + (page.path("next").isNull() ? " open" : " shown, there are more"));
            }
            out.flush();
            return page.path("items").isEmpty() ? Exit.DONE : Exit.FOUND;
        }

        private static String claims(JsonNode review) {
            return all(review.path("claims")).map(claim -> claim.path("system").asText() + "/" + claim.path("recordId").asText()
                    + (claim.path("value").isNull() ? "" : "=" + text(claim.path("value")))).collect(Collectors.joining(" | "));
        }

        private static String line(JsonNode review) {
            return "%6d  %s  %s  %s  %s%s".formatted(review.path("id").asLong(), review.path("sync").asText(), review.path("title").asText(),
                    review.path("question").asText(), review.path("lastAgreed").isNull() ? "" : "was " + text(review.path("lastAgreed")) + "  now ",
                    claims(review));
        }
    }

    /** Everything that is needed to decide one. */
    @Command(name = "show", mixinStandardHelpOptions = true,
            description = "Shows one review: the records in question side by side, and what each choice would write.")
    public static class ShowCommand extends BridgeAction {

        private static final int WIDEST = 40;

        @Parameters(paramLabel = "ID", description = "The review's number, as list shows it.")
        long id;

        @Option(names = "--json", description = "Print what the API answers.")
        boolean json;

        @Override
        public Integer call() throws RefusedException {
            JsonNode review = bridge.get("/api/reviews/" + id);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(review.toPrettyString());
            } else {
                out.println(review.path("title").asText() + ": " + review.path("question").asText());
                out.println(review.path("why").asText());
                table(review.path("comparison")).forEach(out::println);
                all(review.path("options")).forEach(option -> {
                    out.println(option.path("label").asText() + "  (" + command(option.path("how").asText()) + ")");
                    all(option.path("effects")).forEach(effect -> out.println("    " + effect.asText()));
                });
            }
            out.flush();
            return Exit.DONE;
        }

        private static List<String> table(JsonNode comparison) {
            List<List<String>> rows = Stream.concat(
                    Stream.of(Stream.concat(Stream.of("", ""), all(comparison.path("columns")).map(ShowCommand::heading)).toList()),
                    all(comparison.path("rows")).map(row -> Stream.concat(Stream.of(row.path("differs").asBoolean() ? "*" : "", row.path("field").asText()),
                            all(row.path("cells")).map(cell -> cell.path("known").asBoolean() ? text(cell.path("value")) : "?")).toList())).toList();
            List<Integer> widths = IntStream.range(0, rows.get(0).size())
                    .mapToObj(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1)).toList();
            return rows.stream().map(row -> IntStream.range(0, row.size())
                    .mapToObj(column -> ("%-" + Math.max(1, Math.min(WIDEST, widths.get(column))) + "s").formatted(row.get(column)))
                    .collect(Collectors.joining("  ")).stripTrailing()).toList();
        }

        private static String heading(JsonNode column) {
            String records = all(column.path("records")).map(JsonNode::asText).filter(record -> !record.equals(column.path("title").asText()))
                    .collect(Collectors.joining(", "));
            return column.path("title").asText() + (records.isEmpty() ? "" : " " + records)
                    + (column.path("note").isNull() ? "" : " (" + column.path("note").asText() + ")");
        }

        private static String command(String how) {
            return how.startsWith("take:") ? "--take " + how.substring("take:".length())
                    : how.startsWith("link:") ? "--link " + how.substring("link:".length())
                    : how.equals("restore") ? "--undo" : "--value " + how;
        }
    }

    private static Stream<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "-" : value.isValueNode() ? value.asText() : value.toString();
    }

    /** Settles some the same way. */
    @Command(name = "settle", mixinStandardHelpOptions = true,
            description = "Settles reviews. Exit code 0: all settled. 1: some not. 2: deleting was not confirmed.")
    public static class SettleCommand extends BridgeAction {

        @Parameters(arity = "1..*", paramLabel = "ID", description = "The reviews' numbers, as list shows them.")
        List<Long> ids;

        @ArgGroup(multiplicity = "1")
        How how;

        @Option(names = "--preview", description = "Settle nothing; print what would be written.")
        boolean preview;

        @Option(names = "--yes", description = "Delete without asking.")
        boolean yes;

        @Option(names = "--json", description = "Print what the API answers.")
        boolean json;

        static class How {

            @Option(names = "--take", paramLabel = "SYSTEM", description = "Use this system's value.")
            String take;

            @Option(names = "--link", paramLabel = "SYSTEM/ID", description = "It is the same as this record: of an ambiguous match.")
            String link;

            @Option(names = "--undo", description = "Undo the edits: the value before them holds again.")
            boolean undo;

            @Option(names = "--value", paramLabel = "VALUE",
                    description = "Use this value; for a whole record keep or delete.")
            String value;

            Map<String, Object> answer() {
                return take != null ? Map.of("take", take) : link != null ? Map.of("link", link) : undo ? Map.of("restore", true)
                        : Map.of("value", value);
            }
        }

        @Override
        public Integer call() throws RefusedException {
            if (preview) {
                print(asked(true), spec.commandLine().getOut());
                return Exit.DONE;
            }
            if ("delete".equals(how.value) && !yes && !isConfirmed()) {
                spec.commandLine().getErr().println("Nothing was deleted.");
                return Exit.USAGE;
            }
            JsonNode result = asked(false);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(result.toPrettyString());
            } else {
                out.println(result.path("settled").asInt() + " settled");
                result.path("refused").forEach(refused -> out.println(refused.asText()));
            }
            out.flush();
            return result.path("settled").asInt() == ids.size() ? Exit.DONE : Exit.FOUND;
        }

        private JsonNode asked(boolean before) throws RefusedException {
            var body = new LinkedHashMap<String, Object>(how.answer());
            body.put("ids", ids);
            body.put("preview", before);
            return bridge.post("/api/reviews/settle", body);
        }

        private void print(JsonNode foreseen, PrintWriter out) {
            all(foreseen.path("preview")).forEach(one -> {
                out.println("%6d  %s  %s".formatted(one.path("id").asLong(), one.path("title").asText(), one.path("question").asText()));
                (one.path("refused").isNull() ? all(one.path("effects")) : Stream.of(one.path("refused")))
                        .forEach(effect -> out.println("        " + effect.asText()));
            });
            out.flush();
        }

        /** Says what would be deleted, and asks the person at the terminal. */
        private boolean isConfirmed() throws RefusedException {
            PrintWriter err = spec.commandLine().getErr();
            print(asked(true), err);
            Console terminal = System.console();
            if (terminal == null) {
                err.println("Nobody can be asked here. Say --yes to delete them.");
                return false;
            }
            return "yes".equalsIgnoreCase(terminal.readLine("Delete? Type yes: "));
        }
    }
}
