package io.syncbridge.operate.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncbridge.definition.Definitions;
import io.syncbridge.model.Problem;
import io.syncbridge.operate.TestSync;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is checked without a running bridge is printed in every form, and the exit code is the same in all. */
class ChecksTest {

    private static final Definitions GOOD = TestSync.contacts();
    private static final Definitions BAD = new Definitions(GOOD.syncs(), List.of(new Problem("unknown-key", "a.sync.yaml:3:1", "There is no key `feilds`.",
            "Did you mean `fields`?")));

    private final StringWriter printed = new StringWriter();

    @Test
    void whatIsGoodIsALineAndTheCodeIsNull() {
        assertThat(test(GOOD)).isEqualTo(Exit.DONE);
        assertThat(printed.toString()).isEqualTo("ok  contacts: 0 examples\n");
    }

    @Test
    void whatIsWrongIsALineWithPlaceAndCureAndTheCodeIsOne() {
        assertThat(test(BAD)).isEqualTo(Exit.FOUND);
        assertThat(printed.toString()).isEqualTo("a.sync.yaml:3:1: There is no key `feilds`. Did you mean `fields`? [unknown-key]\nok  contacts: 0 examples\n");
    }

    @Test
    void jsonAndCsvHaveTheSameAndNothingElse() throws Exception {
        assertThat(test(BAD, "-o", "json")).isEqualTo(Exit.FOUND);
        JsonNode rows = new ObjectMapper().readTree(printed.toString());
        assertThat(rows).hasSize(2);
        assertThat(rows.at("/0/result").asText()).isEqualTo("bad");
        assertThat(rows.at("/0/code").asText()).isEqualTo("unknown-key");
        assertThat(rows.at("/0/where").asText()).isEqualTo("a.sync.yaml:3:1");
        assertThat(rows.at("/0/cure").asText()).isEqualTo("Did you mean `fields`?");
        assertThat(rows.at("/1/of").asText()).isEqualTo("contacts");

        printed.getBuffer().setLength(0);
        assertThat(test(BAD, "-o", "csv")).isEqualTo(Exit.FOUND);
        assertThat(printed.toString()).isEqualTo("result,of,code,where,message,cure\r\n"
                + "bad,,unknown-key,a.sync.yaml:3:1,There is no key `feilds`.,Did you mean `fields`?\r\nok,contacts,,,0 examples,\r\n");

        printed.getBuffer().setLength(0);
        assertThat(test(GOOD, "--json")).isEqualTo(Exit.DONE);
        assertThat(new ObjectMapper().readTree(printed.toString())).hasSize(1);
    }

    @Test
    void anUnknownFormIsAMistakeInTheCommandLine() {
        assertThat(test(GOOD, "-o", "xml")).isEqualTo(Exit.USAGE);
    }

    private int test(Definitions definitions, String... arguments) {
        return new CommandLine(new ExamplesCommand(definitions)).setOut(new PrintWriter(printed)).setErr(new PrintWriter(new StringWriter())).execute(arguments);
    }
}
