package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import io.syncbridge.operate.command.Output.Column;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bridge reviews}: lists and settles what waits for a person. */
@Command(name = "reviews", mixinStandardHelpOptions = true, description = "Lists and settles conflicts that wait for a person.",
        subcommands = {ReviewsCommand.ListCommand.class, ReviewsCommand.SettleCommand.class},
        footer = {"", "  bridge reviews list --sync contacts", "  bridge reviews settle 17 18 --take crm",
                "  bridge reviews settle 19 --value '+1 415 555 0100'", "  bridge reviews settle 20 --link erp/4711"})
public class ReviewsCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Exit code 1 where something waits. */
    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists open reviews. Exit code 0: there are none. 1: there are some.")
    public static class ListCommand implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        Connection bridge;

        private static final List<Column> COLUMNS = List.of(Column.of("id", "/id"), Column.of("sync", "/sync"), Column.of("kind", "/kind"),
                Column.of("sync id", "/syncId"), Column.of("field", "/field"), Column.of("was", "/lastAgreed"), new Column("now", ListCommand::claims));

        @Option(names = "--sync", description = "Only this sync's.")
        String sync;

        @Mixin
        Output output;

        @Override
        public Integer call() throws RefusedException {
            String only = sync == null ? "" : "&sync=" + URLEncoder.encode(sync, StandardCharsets.UTF_8);
            JsonNode page = bridge.get("/api/reviews?size=1000" + only);
            PrintWriter out = spec.commandLine().getOut();
            if (output.format != null || output.isJson()) {
                output.print(page, page.path("items"), COLUMNS, out);
            } else {
                page.path("items").forEach(review -> out.println(line(review)));
                out.println(page.path("items").size() + (page.path("next").isNull() ? " open" : " shown, there are more"));
            }
            out.flush();
            return page.path("items").isEmpty() ? 0 : 1;
        }

        private static String claims(JsonNode review) {
            return StreamSupport.stream(review.path("claims").spliterator(), false)
                    .map(claim -> claim.path("system").asText() + "/" + claim.path("recordId").asText() + "="
                            + claim.path("value").asText()).collect(Collectors.joining(" | "));
        }

        private static String line(JsonNode review) {
            return "%6d  %s  %s  was %s  now %s".formatted(review.path("id").asLong(), review.path("sync").asText(),
                    review.path("field").asText(), review.path("lastAgreed").asText(), claims(review));
        }
    }

    /** Settles some the same way. */
    @Command(name = "settle", mixinStandardHelpOptions = true,
            description = "Settles reviews. Exit code 0: all settled. 1: some not.")
    public static class SettleCommand implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        Connection bridge;

        @Parameters(arity = "1..*", paramLabel = "ID", description = "The reviews' numbers, as list shows them.")
        List<Long> ids;

        @ArgGroup(multiplicity = "1")
        How how;

        @Option(names = "--json", description = "Print what the API answers.")
        boolean json;

        static class How {

            @Option(names = "--take", paramLabel = "SYSTEM", description = "Use this system's value.")
            String take;

            @Option(names = "--link", paramLabel = "SYSTEM/ID", description = "It is the same as this record: of an ambiguous match.")
            String link;

            @Option(names = "--value", paramLabel = "VALUE",
                    description = "Use this value; for a whole record keep or delete.")
            String value;
        }

        @Override
        public Integer call() throws RefusedException {
            JsonNode result = bridge.post("/api/reviews/settle", how.take != null ? Map.of("ids", ids, "take", how.take)
                    : how.link != null ? Map.of("ids", ids, "link", how.link) : Map.of("ids", ids, "value", how.value));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(result.toPrettyString());
            } else {
                out.println(result.path("settled").asInt() + " settled");
                result.path("refused").forEach(refused -> out.println(refused.asText()));
            }
            out.flush();
            return result.path("settled").asInt() == ids.size() ? 0 : 1;
        }
    }
}
