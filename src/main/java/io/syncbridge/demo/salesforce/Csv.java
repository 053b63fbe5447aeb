package io.syncbridge.demo.salesforce;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** Tables as bulk jobs exchange them. */
record Csv(char delimiter, String lineEnd) {

    private static final Map<String, Character> DELIMITERS = Map.of("COMMA", ',', "TAB", '\t', "SEMICOLON", ';', "PIPE", '|',
            "CARET", '^', "BACKQUOTE", '`');

    /** @param columns the names in the first line */
    record Table(List<String> columns, List<List<String>> rows) {
    }

    /** @throws ApiException 400 for a delimiter or a line ending that there is not */
    static Csv of(String delimiter, String lineEnding) {
        Character known = DELIMITERS.get(delimiter);
        if (known == null || !List.of("LF", "CRLF").contains(lineEnding)) {
            throw new ApiException(400, "INVALIDENTITY", "unknown columnDelimiter or lineEnding: " + delimiter + ", " + lineEnding);
        }
        return new Csv(known, lineEnding.equals("LF") ? "\n" : "\r\n");
    }

    /** @throws IllegalArgumentException if it is no table */
    Table read(String text) {
        try (var parser = CSVParser.parse(new StringReader(text), CSVFormat.RFC4180.builder().setDelimiter(delimiter)
                .setIgnoreEmptyLines(true).setTrailingData(false).get())) {
            List<List<String>> lines = parser.stream().map(CSVRecord::toList).toList();
            return lines.isEmpty() ? new Table(List.of(), List.of()) : new Table(lines.get(0), lines.subList(1, lines.size()));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    String write(List<String> columns, List<List<String>> rows) {
        var format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).setRecordSeparator(lineEnd).setQuoteMode(QuoteMode.ALL).get();
        var text = new StringBuilder();
        try (var printer = format.print(text)) {
            printer.printRecord(columns);
            printer.printRecords(rows);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
