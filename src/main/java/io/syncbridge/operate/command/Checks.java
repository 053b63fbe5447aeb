package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.syncbridge.model.Problem;
import io.syncbridge.operate.command.Output.Column;
import java.io.PrintWriter;
import java.util.List;

/** What a command has checked: printed line by line while it goes on, or in the end where another form is asked for. */
final class Checks {

    private static final List<Column> COLUMNS = List.of(Column.of("result", "/result"), Column.of("of", "/of"), Column.of("code", "/code"),
            Column.of("where", "/where"), Column.of("message", "/message"), Column.of("cure", "/cure"));

    private final Output output;
    private final PrintWriter out;
    private final ArrayNode rows = JsonNodeFactory.instance.arrayNode();

    Checks(Output output, PrintWriter out) {
        this.output = output;
        this.out = out;
    }

    /** @param of what was checked and is as it should be */
    void ok(String of, String message) {
        add("ok", of, message);
    }

    void bad(String of, String message) {
        add("bad", of, message);
    }

    /** @param of what could not be checked, and is not to be blamed for it */
    void unasked(String of, String message) {
        add("--", of, message);
    }

    void problem(Problem problem) {
        rows.addObject().put("result", "bad").put("code", problem.code()).put("where", problem.where()).put("message", problem.message()).put("cure", problem.cure());
        say(problem.toString());
    }

    private void add(String result, String of, String message) {
        rows.addObject().put("result", result).put("of", of).put("message", message);
        say("%-4s%s: %s".formatted(result, of, message));
    }

    private void say(String line) {
        if (output.isPlain()) {
            out.println(line);
            out.flush();
        }
    }

    /** Prints what is still to be printed, and returns the exit code. */
    int end() {
        if (!output.isPlain()) {
            output.print(rows, rows, COLUMNS, out);
        }
        out.flush();
        return rows.findValuesAsText("result").contains("bad") ? Exit.FOUND : Exit.DONE;
    }
}
