package io.syncbridge.operate.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.operate.api.Csv;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says how lists are printed, and the ways to print them. */
public class Output {

    enum Format {
        TABLE, JSON, CSV
    }

    /** A column of a table. */
    record Column(String title, Function<JsonNode, String> value) {

        /** @param pointer where a row holds the value, such as {@code /details/kind} */
        static Column of(String title, String pointer) {
            return new Column(title, row -> text(row.at(pointer)));
        }

        /** Likewise, of a value that the API writes in capitals. */
        static Column word(String title, String pointer) {
            return new Column(title, row -> text(row.at(pointer)).toLowerCase(Locale.ROOT));
        }
    }

    /** The formats as they are typed. */
    static final class Formats implements Iterable<String>, ITypeConverter<Format> {

        @Override
        public Iterator<String> iterator() {
            return List.of("table", "json", "csv").iterator();
        }

        @Override
        public Format convert(String word) {
            try {
                return Format.valueOf(word.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("expected table, json or csv, and not '" + word + "'");
            }
        }
    }

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", completionCandidates = Formats.class, converter = Formats.class,
            description = "How to print it: ${COMPLETION-CANDIDATES}.")
    Format format;

    @Option(names = "--json", description = "The same as -o json.")
    boolean json;

    boolean isJson() {
        return json || format == Format.JSON;
    }

    boolean isCsv() {
        return !isJson() && format == Format.CSV;
    }

    /** Says whether a command prints in the form of its own. */
    boolean isPlain() {
        return !isJson() && !isCsv();
    }

    /** @param whole what is printed as JSON */
    void print(JsonNode whole, Iterable<JsonNode> rows, List<Column> columns, PrintWriter out) {
        if (isJson()) {
            out.println(whole.toPrettyString());
            return;
        }
        var cells = new ArrayList<List<String>>();
        cells.add(columns.stream().map(Column::title).toList());
        rows.forEach(row -> cells.add(columns.stream().map(column -> column.value().apply(row)).toList()));
        if (isCsv()) {
            cells.forEach(line -> out.print(Csv.line(line.toArray())));
        } else {
            table(cells, out);
        }
    }

    private static void table(List<List<String>> cells, PrintWriter out) {
        int[] widths = new int[cells.get(0).size()];
        List<List<String>> lines = cells.stream().map(line -> line.stream().map(cell -> cell.replaceAll("[\\p{Cntrl}\\s]+", " ")).toList()).toList();
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        lines.forEach(line -> {
            var text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            out.println(text.toString().stripTrailing());
        });
    }

    /** Returns the value as people read it: nothing for nothing, a list with commas. */
    static String text(JsonNode value) {
        if (value.isArray() && !value.isEmpty() && value.get(0).isValueNode()) {
            var parts = new ArrayList<String>();
            value.forEach(part -> parts.add(part.asText()));
            return String.join(", ", parts);
        }
        return value.isNull() || value.isMissingNode() || value.isArray() && value.isEmpty() ? "" : value.isValueNode() ? value.asText() : value.toString();
    }
}
