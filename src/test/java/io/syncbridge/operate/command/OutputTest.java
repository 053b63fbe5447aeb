package io.syncbridge.operate.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncbridge.operate.command.Output.Column;
import io.syncbridge.operate.command.Output.Format;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

class OutputTest {

    private static final List<Column> COLUMNS = List.of(Column.of("name", "/name"), Column.of("fields", "/fields"), Column.of("error", "/error"));

    @Test
    void aTableHasAColumnForEachAndALineForEachRow() throws Exception {
        assertThat(print(Format.TABLE, """
                [{"name": "contacts", "fields": ["a", "b"], "error": null}, {"name": "x", "fields": [], "error": "not\\n taken"}]""")).isEqualTo("""
                name      fields  error
                contacts  a, b
                x                 not taken
                """);
        assertThat(print(Format.TABLE, "[]")).isEqualTo("name  fields  error\n");
    }

    @Test
    void csvIsQuotedAndNoFormula() throws Exception {
        assertThat(print(Format.CSV, """
                [{"name": "=1+1", "error": "say \\"no\\", twice\\nover"}]""")).isEqualTo(
                "name,fields,error\r\n'=1+1,,\"say \"\"no\"\", twice\nover\"\r\n");
    }

    @Test
    void jsonIsWhatTheBridgeAnswers() throws Exception {
        assertThat(new ObjectMapper().readTree(print(Format.JSON, "[{\"name\": \"x\"}]")).at("/0/name").asText()).isEqualTo("x");
    }

    @Test
    void everyListIsPrintedInEveryFormat() {
        var parser = new CommandLine(new StatusCommand());
        assertThat(parser.parseArgs("-o", "CSV").errors()).isEmpty();
        var err = new StringWriter();
        assertThat(new CommandLine(new StatusCommand()).setErr(new PrintWriter(err)).execute("-o", "xml")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("expected table, json or csv, and not 'xml'");
    }

    @Test
    void aShellCompletesCommandsAndOptions() {
        var out = new StringWriter();
        var root = new CommandLine(new BridgeCommand(null), new Instances()).setOut(new PrintWriter(out));
        assertThat(root.execute("completion")).isZero();
        assertThat(out.toString()).contains("complete -F _complete_bridge").contains("brakes").contains("--status").contains("\"table\" \"json\" \"csv\"");
        out.getBuffer().setLength(0);
        root.execute("--help");
        assertThat(out.toString()).contains("Exit codes:").contains("the running bridge cannot be reached");
    }

    /** Makes also commands that are beans; nothing asks them to do their work. */
    private static final class Instances implements IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return CommandLine.defaultFactory().create(type);
            } catch (Exception bean) {
                var constructor = type.getDeclaredConstructors()[0];
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
            }
        }
    }

    private static String print(Format format, String rows) throws Exception {
        var output = new Output();
        output.format = format;
        var printed = new StringWriter();
        JsonNode json = new ObjectMapper().readTree(rows);
        output.print(json, json, COLUMNS, new PrintWriter(printed, true));
        return printed.toString();
    }
}
