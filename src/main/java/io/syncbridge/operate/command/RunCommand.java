package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.command.Connection.RefusedException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands have in common that ask the running bridge for a run and watch it. */
abstract class RunCommand extends BridgeAction {

    private static final int BAR = 30;
    private static final long LOOK_EVERY_MILLIS = 500;

    @Option(names = "--no-wait", description = "Only ask for it; print its number and go.")
    boolean noWait;

    @Mixin
    Output output;

    /** The run's kind, as the API calls it. */
    abstract String kind();

    /** The sync that it is about. */
    abstract String sync() throws RefusedException;

    /** What it is asked with. */
    abstract Map<String, Object> parameters() throws RefusedException;

    /** Prints what a run came to that is done; returns the exit code. */
    abstract int report(JsonNode run, PrintWriter out) throws RefusedException;

    @Override
    public Integer call() throws RefusedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode run = bridge.post("/api/runs", Map.of("sync", sync(), "kind", kind(), "parameters", parameters()));
        if (noWait) {
            out.println(output.isJson() ? run.toPrettyString() : kind() + " " + run.path("id").asLong() + " is asked for");
            out.flush();
            return Exit.DONE;
        }
        return watched(run, out);
    }

    private int watched(JsonNode asked, PrintWriter out) throws RefusedException {
        JsonNode run = watch(asked);
        boolean done = run.path("state").asText().equals("DONE");
        if (output.isJson()) {
            printJson(run, out);
        } else if (output.isCsv()) {
            out.print(bridge.text("/api/runs/" + run.path("id").asLong() + "/findings/export"));
        } else {
            out.println(kind() + " " + run.path("id").asLong() + " of " + run.path("sync").asText() + ": "
                    + run.path("state").asText().toLowerCase(Locale.ROOT) + ", " + run.path("done").asLong() + " records"
                    + tally(run));
            if (run.hasNonNull("message")) {
                out.println(run.path("message").asText());
            }
        }
        int code = done ? report(run, out) : Exit.UNFINISHED;
        out.flush();
        return code;
    }

    private JsonNode watch(JsonNode asked) throws RefusedException {
        JsonNode run = asked;
        while (List.of("WAITING", "RUNNING").contains(run.path("state").asText())) {
            show(run, "");
            pause();
            run = bridge.get("/api/runs/" + asked.path("id").asLong());
        }
        show(run, System.lineSeparator());
        return run;
    }

    /** The bar is for somebody who looks; it goes to the other stream, so that what is printed can be piped. */
    private void show(JsonNode run, String end) {
        if (System.console() != null) {
            spec.commandLine().getErr().print("\r" + bar(run) + end);
            spec.commandLine().getErr().flush();
        }
    }

    private static void pause() throws RefusedException {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Exit.UNFINISHED, "Interrupted; the run goes on in the bridge.");
        }
    }

    /** Returns a line of the same width each time. */
    static String bar(JsonNode run) {
        long done = run.path("done").asLong();
        String line;
        if (run.hasNonNull("total") && run.path("total").asLong() > 0) {
            long total = run.path("total").asLong();
            int full = (int) Math.min(BAR, BAR * done / total);
            line = "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + done + "/" + total;
        } else {
            line = done + " records";
        }
        String left = run.hasNonNull("secondsLeft") ? ", " + run.path("secondsLeft").asLong() + " s left" : "";
        return "%-78s".formatted(line + ", " + run.path("rate").asText("0") + "/s" + left + tally(run));
    }

    private static String tally(JsonNode run) {
        var parts = new ArrayList<String>();
        run.path("tally").fields().forEachRemaining(one -> parts.add(one.getKey() + " " + one.getValue().asLong()));
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }

    /** Prints findings, at most {@code most} of them. */
    void print(JsonNode run, int most, PrintWriter out) throws RefusedException {
        JsonNode page = bridge.get("/api/runs/" + run.path("id").asLong() + "/findings?size=" + Math.min(1000, most));
        page.path("items").forEach(finding -> out.println(line(finding)));
        if (!page.path("next").isNull()) {
            out.println("... and more: see /console/runs/" + run.path("id").asLong() + ", or the CSV at /api/runs/"
                    + run.path("id").asLong() + "/findings/export");
        }
    }

    /** Prints the run as JSON. */
    void printJson(JsonNode run, PrintWriter out) throws RefusedException {
        out.println(run.toPrettyString());
    }

    /** Prints the run with all its findings as one JSON object, a finding in a line, page by page. */
    void printWhole(JsonNode run, PrintWriter out) throws RefusedException {
        out.println("{\"run\": " + run + ", \"findings\": [");
        String separator = "";
        long after = 0;
        JsonNode page;
        do {
            page = bridge.get("/api/runs/" + run.path("id").asLong() + "/findings?size=1000&after=" + after);
            for (JsonNode finding : page.path("items")) {
                out.print(separator + finding);
                separator = ",\n";
            }
            after = page.path("next").asLong();
        } while (!page.path("next").isNull());
        out.println("]}");
    }

    private static String line(JsonNode finding) {
        var parts = new ArrayList<String>();
        finding.path("details").path("fields").fields().forEachRemaining(field -> parts.add(field.getKey() + ": "
                + detail(field.getValue())));
        finding.path("details").fields().forEachRemaining(detail -> {
            if (!List.of("fields", "fingerprint").contains(detail.getKey())) {
                parts.add(detail.getKey() + ": " + detail(detail.getValue()));
            }
        });
        String record = finding.path("recordId").asText("");
        return "%-10s %-28s %s".formatted(finding.path("kind").asText(), finding.path("system").asText("")
                + (record.isEmpty() ? "" : "/" + record), String.join("; ", parts)).stripTrailing();
    }

    private static String detail(JsonNode detail) {
        if (detail.has("from") && detail.has("to")) {
            return shown(detail.path("from")) + " -> " + shown(detail.path("to"));
        }
        return detail.isValueNode() ? shown(detail) : detail.toString();
    }

    private static String shown(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "-" : value.asText();
    }

    /** Puts together what was given; {@code null} is left out. */
    static Map<String, Object> given(Object... namesAndValues) {
        var given = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                given.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return given;
    }
}
