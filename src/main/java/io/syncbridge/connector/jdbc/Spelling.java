package io.syncbridge.connector.jdbc;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for texts in other spellings too, so that the bridge can judge by its own rules: in any case, with space around them,
 * with accents composed or not, and phone numbers by their last digits. Databases differ in what they take for the same text.
 */
final class Spelling {

    /** Plain digits are not taken for a phone number, so that account numbers are looked up by an index. */
    private static final Pattern PHONE = Pattern.compile("(?=.*[^\\d])[+(]?[\\d\\s()./\\p{Pd}\u00a0]+((;ext=|\\s*ext\\.? ?|\\s*x)\\d+)?");
    private static final int LEAST_DIGITS = 5;
    private static final int LAST_DIGITS = 7;

    private Spelling() {
    }

    /** Adds the condition that the columns hold one of the tuples, of which there is at least one, in any spelling. */
    static Sql in(Sql sql, Table table, List<Column> columns, Collection<? extends List<?>> tuples) {
        if (columns.size() == 1) {
            return in(sql, table, columns.get(0), tuples.stream().map(tuple -> tuple.get(0)));
        }
        // the lists of single columns are looked up by hash, so that the tuples are compared with few rows
        for (int i = 0; i < columns.size(); i++) {
            int place = i;
            in(sql, table, columns.get(i), tuples.stream().map(tuple -> tuple.get(place))).add(" AND ");
        }
        String separator = "(";
        for (List<?> tuple : tuples) {
            sql.add(separator);
            for (int i = 0; i < columns.size(); i++) {
                in(sql.add(i == 0 ? "(" : " AND "), table, columns.get(i), Stream.of(tuple.get(i)));
            }
            sql.add(")");
            separator = " OR ";
        }
        return sql.add(")");
    }

    private static Sql in(Sql sql, Table table, Column column, Stream<?> values) {
        List<?> all = values.distinct().toList();
        List<String> phones = column.isText() ? all.stream().map(Object::toString).filter(text -> PHONE.matcher(text).matches())
                .map(text -> text.replaceAll("\\D", "")).filter(digits -> digits.length() >= LEAST_DIGITS).toList() : List.of();
        if (phones.isEmpty()) {
            return spelled(sql, table, column, all.stream());
        }
        spelled(sql.add("("), table, column, all.stream()).add(" OR RIGHT(" + table.dialect().digits(table.sqlNames(List.of(column))) + ", " + LAST_DIGITS + ")");
        String separator = " IN (";
        for (String digits : phones) {
            sql.add(separator).value(column, digits.substring(Math.max(0, digits.length() - LAST_DIGITS)));
            separator = ", ";
        }
        return sql.add("))");
    }

    private static Sql spelled(Sql sql, Table table, Column column, Stream<?> values) {
        String name = table.sqlNames(List.of(column));
        sql.add(column.isText() ? table.dialect().folded(name) : name);
        String separator = " IN (";
        for (Object value : (column.isText() ? values.flatMap(text -> forms(text.toString())) : values).distinct().toList()) {
            sql.add(separator);
            separator = ", ";
            if (column.isText()) {
                sql.folded(column, value);
            } else {
                sql.value(column, value);
            }
        }
        return sql.add(")");
    }

    /** A database may know accents in one form only, and the case of plain letters only. */
    private static Stream<String> forms(String text) {
        return isPlain(text) ? Stream.of(text) : Stream.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT))
                .flatMap(form -> Stream.of(Form.NFC, Form.NFD).map(composed -> Normalizer.normalize(form, composed)));
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(letter -> letter < 0x80);
    }
}
