package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.rest.OddAnswerException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Tables as bulk jobs exchange them: commas, lines that end in LF, names in the first line. */
final class Csv {

    /** An empty cell leaves a field alone; this empties it. */
    static final String NO_VALUE = "#N/A";

    private static final CSVFormat WRITTEN = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    private static final CSVFormat READ = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private Csv() {
    }

    /** Says whether a table can hold the value so that it comes back the same. */
    static boolean holds(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean
                || value instanceof String text && !text.equals(NO_VALUE) && !text.isEmpty();
    }

    /** Writes those of the columns that a row does not hold as empty cells. */
    static String write(List<String> columns, List<Map<String, Object>> rows) {
        var text = new StringBuilder();
        try (var printer = WRITTEN.print(text)) {
            printer.printRecord(columns);
            for (Map<String, Object> row : rows) {
                printer.printRecord(columns.stream().map(column -> row.containsKey(column) ? cell(row.get(column)) : ""));
            }
            return text.toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String cell(Object value) {
        String text = value instanceof BigDecimal number ? number.toPlainString() : value == null ? "" : value.toString();
        return text.isEmpty() ? NO_VALUE : text;
    }

    /** Returns the rows, cells by the name of their column; an answer without text has none. */
    static List<Map<String, String>> read(Reply reply) throws OddAnswerException {
        try (var parser = CSVParser.parse(new StringReader(new String(reply.body(), StandardCharsets.UTF_8)), READ)) {
            return parser.stream().map(CSVRecord::toMap).toList();
        } catch (IOException | UncheckedIOException | IllegalArgumentException unreadable) {
            throw new OddAnswerException(reply.call() + " answered with something that is no table: " + unreadable.getMessage());
        }
    }
}
